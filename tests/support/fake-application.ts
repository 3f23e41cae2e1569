import type { Fetched } from "@/front/memory/memory";
import { Memory } from "@/front/memory/memory";
import type { Place } from "@/front/memory/places";

export interface Asked {
  readonly name: string;
  readonly atMs: number;
  /** Infinite: it is still under way. */
  endedAtMs: number;
  hasFailed: boolean;
}

/** An application that answers with the version that its facts have when it is asked, and remembers who asked when. */
export class FakeApplication {
  version = 1;
  /** How long an answer takes. */
  takesMs = 20;
  /** What becomes of the next questions. */
  mood: "answers" | "says 503" | "hangs up" | "sets a cookie" = "answers";
  isAlive = true;
  bodyOf: (place: Place, version: number) => string = ({ name }, version) => `${name} ${version}`;
  readonly asked: Asked[] = [];
  readonly gone: string[] = [];

  memory(maxBytes = 10_000_000): Memory {
    return new Memory({
      ask: (place) => this.#ask(place),
      maxBytes,
      isAlive: () => this.isAlive,
      onMade: () => undefined,
      onGone: ({ name }) => this.gone.push(name),
    });
  }

  async #ask(place: Place): Promise<Fetched> {
    const asked: Asked = {
      name: place.name,
      atMs: performance.now(),
      endedAtMs: Number.POSITIVE_INFINITY,
      hasFailed: false,
    };
    this.asked.push(asked);
    const { version, mood } = this;
    // That of node:timers/promises runs on real time, whatever a test does.
    await new Promise((resolve) => setTimeout(resolve, this.takesMs));
    asked.endedAtMs = performance.now();
    asked.hasFailed = mood === "says 503" || mood === "hangs up";
    if (mood === "hangs up") throw new Error("The socket hung up.");
    const status = mood === "says 503" ? 503 : 200;
    const headers = { "content-type": "text/plain" };
    const answer = { status, headers, body: Buffer.from(this.bodyOf(place, version)) };
    return { answer, version: mood === "answers" ? version : null };
  }
}

export function placeOf(name: string): Place {
  return { name, url: name, lang: null };
}
