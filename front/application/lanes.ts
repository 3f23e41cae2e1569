import { clientOf } from "@/domain/client";
import { Lane } from "./lane";

/** A lane for each client, so that who asks for much stands in nobody's way but their own. */
export class Lanes {
  readonly #atOnce: number;
  readonly #waitingAtMost: number;
  readonly #lanes = new Map<string, { readonly lane: Lane; users: number }>();

  /** Each of them as a `Lane` is. */
  constructor(atOnce: number, waitingAtMost: number) {
    this.#atOnce = atOnce;
    this.#waitingAtMost = waitingAtMost;
  }

  /** Clients that have anything under way or waiting. */
  get count(): number {
    return this.#lanes.size;
  }

  /** As `run` of a lane does, in that of the client at `address`. */
  async run<T>(address: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const client = clientOf(address);
    const own = this.#lanes.get(client) ?? { lane: new Lane(this.#atOnce, this.#waitingAtMost), users: 0 };
    this.#lanes.set(client, own);
    own.users += 1;
    try {
      return await own.lane.run(task, signal);
    } finally {
      own.users -= 1;
      if (own.users === 0) this.#lanes.delete(client);
    }
  }
}
