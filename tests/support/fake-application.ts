import { afterEach, beforeEach, vi } from "vitest";
import type { Entry } from "@/front/memory/entry";
import { Memory } from "@/front/memory/memory";
import type { Fetched } from "@/front/memory/options";
import type { Place } from "@/front/memory/places";
import { Problem } from "@/server/problem";

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
  mood: "answers" | "says 503" | "hangs up" | "sets a cookie" | "has too many waiting" = "answers";
  isAlive = true;
  bodyOf: (place: Place, version: number) => string = ({ name }, version) => `${name} ${version}`;
  essential: readonly Place[] = [];
  isListed: (place: Place) => boolean = () => true;
  readonly asked: Asked[] = [];
  readonly gone: string[] = [];
  readonly withdrawn: number[] = [];

  memory(maxBytes = 10_000_000): Memory {
    return new Memory({
      ask: (place) => this.#ask(place),
      maxBytes,
      isAlive: () => this.isAlive,
      isListed: (place) => this.isListed(place),
      first: () => [],
      essential: () => this.essential,
      onMade: () => undefined,
      onGone: ({ name }) => this.gone.push(name),
      onWithdrawn: (shownFrom) => this.withdrawn.push(shownFrom),
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
    asked.hasFailed = mood === "says 503" || mood === "hangs up" || mood === "has too many waiting";
    if (mood === "has too many waiting") throw new Problem(503, "busy", "Too many ask at once.");
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

export const home = placeOf("/");
/** Of the test that runs. */
export let application: FakeApplication;
export let memory: Memory;

/** Gives each test of a file an application of its own with a memory before it, and a clock that it winds itself. */
export function onOwnClock(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout", "setImmediate", "Date"] });
    application = new FakeApplication();
    memory = application.memory();
    memory.moveTo(1);
  });
  afterEach(() => void vi.useRealTimers());
}

export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
export const textOf = ({ answer }: Entry) => answer.body.toString();

/** What a reader gets who waits as long as it takes. */
export async function read(place = home, least: number | null = null): Promise<string> {
  const entry = memory.read(place, least);
  if (!(entry instanceof Promise)) return textOf(entry);
  const waiting = entry.then(textOf, (error: Error) => error.message);
  await pass(6_000);
  return waiting;
}

/** What a reader gets who does not wait. */
export function readAtOnce(place = home): string {
  const entry = memory.read(place, null);
  if (!(entry instanceof Promise)) return textOf(entry);
  entry.catch(() => undefined);
  return "waits";
}

export function change(isTold = true): void {
  application.version += 1;
  if (isTold) memory.moveTo(application.version);
}
