import { randomUUID } from "node:crypto";
import type { EventRejection } from "@/domain/contract/event";
import { EventInput } from "@/domain/contract/event";
import { faultsOf } from "@/server/faults";
import type { SentEvent } from "./event-rows";
import { maskMailboxes } from "./evidence";

/** An event that is well formed; whether its source and address are ours is not yet known. */
export interface Submission extends SentEvent {
  /** Its place in the request, from 0. */
  readonly index: number;
}

export interface ReadInputs {
  readonly submissions: readonly Submission[];
  readonly rejected: readonly EventRejection[];
  /** Ids that were given to events which came without one. */
  readonly givenIds: readonly string[];
}

/** Reads the events of one request of `sender`. An id may be missing only where the request holds a single event: it is given one. */
export function readInputs(sender: string, inputs: readonly unknown[]): ReadInputs {
  const submissions: Submission[] = [];
  const rejected: EventRejection[] = [];
  const givenIds: string[] = [];
  inputs.forEach((input, index) => {
    const result = EventInput.safeParse(input);
    if (!result.success) {
      const [fault] = faultsOf(result.error, input);
      rejected.push(invalid(index, input, `${fault?.path || "The event"}: ${fault?.detail ?? "invalid"}`));
      return;
    }
    const { id, type, address, source, at, effect, evidence } = result.data;
    if (id === undefined && inputs.length > 1) {
      rejected.push(invalid(index, input, "/id: only a request of exactly one event may leave it out."));
      return;
    }
    const kept = id ?? randomUUID();
    if (id === undefined) givenIds.push(kept);
    const masked = evidence === null ? null : maskMailboxes(evidence);
    // Field by field: what is left over by destructuring is copied many times slower.
    submissions.push({ index, sender, id: kept, type, address, source, at, effect, evidence: masked });
  });
  return { submissions, rejected, givenIds };
}

function invalid(index: number, input: unknown, detail: string): EventRejection {
  const id = typeof input === "object" && input !== null && "id" in input ? input.id : null;
  return { index, id: typeof id === "string" ? id : null, code: "invalid", detail };
}
