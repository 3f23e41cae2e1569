import { Problem } from "@/server/problem";

const MAX_EVENTS = 10_000;

/**
 * The events of a body, one by one and not yet read: it is one event, an array of them, or `{ events: [...] }`.
 * Throws 413 `too_large` for more than 10,000, 422 `invalid` where there is no place for events in it.
 */
export function inputsOf(body: unknown): readonly unknown[] {
  const inputs = listOf(body);
  if (inputs.length > MAX_EVENTS) {
    throw new Problem(413, "too_large", `At most ${MAX_EVENTS} events at a time; these are ${inputs.length}.`);
  }
  return inputs;
}

function listOf(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body;
  if (typeof body !== "object" || body === null) {
    throw new Problem(422, "invalid", "Send one event, an array of events, or { events: [...] }.");
  }
  if (!Object.hasOwn(body, "events")) return [body];
  const { events } = body as { events: unknown };
  if (Array.isArray(events)) return events;
  throw new Problem(422, "invalid", "`events` must be an array.", {
    errors: [{ path: "/events", code: "invalid", detail: "Must be an array." }],
  });
}
