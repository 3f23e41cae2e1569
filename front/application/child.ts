import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { z } from "zod";
import { starting, unanswered } from "@/front/unavailable";
import { Word } from "@/front/word";

/** Told instead where the database could not be asked: the application lives, and vouches for nothing. */
const Sign = z.union([Word, z.object({ version: z.null() })]);

interface Options {
  /** The application's file. */
  readonly file: string;
  readonly args: readonly string[];
  readonly log: Logger;
  /** Whether there is anything to serve without it: then a start that fails is tried again. */
  readonly isDispensable: () => boolean;
  readonly patience?: Patience;
}

interface Patience {
  /** While it starts, or starts again, whoever needs it waits this long. */
  readonly waitMs: number;
  /** One that has given no sign of life for this long is asked by nobody who can do without. */
  readonly promptMs: number;
  /** One that has given none for this long is not worth asking: it may be busy for less. */
  readonly silentMs: number;
  /** One that gives none for this long hangs, and is ended. */
  readonly hangingMs: number;
  /** The same of one that starts: it may have a large database to migrate. */
  readonly startingMs: number;
}

const PATIENCE: Patience = { waitMs: 5_000, promptMs: 3_000, silentMs: 6_000, hangingMs: 20_000, startingMs: 600_000 };
const TICK_MS = 250;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** One that lived this long before it ended did not end because of how it started. */
const LIVED_WELL_MS = 10_000;

/**
 * The application as a child process that is kept alive: started again when it dies, after a pause that doubles up to five
 * seconds, and ended when it hangs. Emits `word` for each that it gives, and `gone` with its exit code where it ended itself before
 * it ever gave one and cannot be dispensed with: its own words say why, and another try would end the same.
 */
export class Child extends EventEmitter<{ word: [Word]; gone: [number] }> {
  readonly #options: Options;
  readonly #patience: Patience;
  readonly #waiting = new Set<AbortController>();
  #process: ChildProcess | null = null;
  #end = new AbortController();
  #pauseMs = FIRST_PAUSE_MS;
  #isStopping = false;
  #wasReady = false;
  /** Whether this one has given a sign of life since it was started. */
  #hasStarted = false;
  #knowsOfReaders = false;
  /**
   * Since its last sign, or its start. Counted by what we lived through ourselves: after a pause of the whole machine, or of all of us
   * in a terminal, neither it nor we have been silent.
   */
  #silentMs = 0;
  #livedMs = 0;
  #restart: NodeJS.Timeout | null = null;
  #watch: NodeJS.Timeout | null = null;

  constructor(options: Options) {
    super();
    this.#options = options;
    this.#patience = options.patience ?? PATIENCE;
  }

  /** Tells it, once, that somebody looks at a page: it does not see readers who get kept ones. */
  noteReader(): void {
    if (this.#knowsOfReaders || !this.isReady) return;
    this.#knowsOfReaders = true;
    this.#process?.send("reader", () => undefined);
  }

  /** Whether it is worth asking: it has started, and was not silent for longer than one that is busy. */
  get isReady(): boolean {
    return this.#hasStarted && this.#silentMs < this.#patience.silentMs;
  }

  /** Whether it can be expected to answer soon: who has something to fall back on asks nothing of it else. */
  get isPrompt(): boolean {
    return this.#hasStarted && this.#silentMs < this.#patience.promptMs;
  }

  /** Aborted once the one that was started last has ended. */
  get end(): AbortSignal {
    return this.#end.signal;
  }

  start(): void {
    if (this.#isStopping) return;
    this.#watch ??= setInterval(() => this.#tick(), TICK_MS);
    this.#silentMs = 0;
    this.#livedMs = 0;
    this.#knowsOfReaders = false;
    const child = this.#forked();
    this.#process = child;
    if (child === null) return void this.#ended(null, null);
    this.#options.log.debug({ pid: child.pid }, "The application is started.");
    child.on("message", (message) => {
      // One that has ended may still be heard.
      if (child === this.#process) this.#hear(message);
    });
    child.on("error", (error) => {
      this.#options.log.error({ err: error }, "The application could not be started or reached.");
      if (child.pid === undefined) this.#ended(null, null);
    });
    const end = new AbortController();
    this.#end = end;
    child.once("exit", (code, signal) => {
      this.#ended(code, signal);
      end.abort();
    });
  }

  /** Waits a little until it is worth asking. Throws 503 `unavailable` where it is not in time. */
  async isThere(): Promise<void> {
    if (this.isReady) return;
    const heard = new AbortController();
    this.#waiting.add(heard);
    await sleep(this.#patience.waitMs, undefined, { signal: heard.signal }).catch(() => undefined);
    this.#waiting.delete(heard);
    if (!this.isReady) throw this.#hasStarted ? unanswered() : starting();
  }

  /** Starts it no more. Once `done`, lets it finish what is under way, and ends it; cuts what is left after `withinMs`. */
  async stop(done: Promise<void>, withinMs: number): Promise<void> {
    this.#isStopping = true;
    if (this.#restart !== null) clearTimeout(this.#restart);
    await done;
    if (this.#watch !== null) clearInterval(this.#watch);
    const child = this.#process;
    if (child === null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const limit = setTimeout(() => child.kill("SIGKILL"), withinMs);
    await ended;
    clearTimeout(limit);
  }

  /** null: the system has no room for another process. */
  #forked(): ChildProcess | null {
    const { file, args, log } = this.#options;
    try {
      return fork(file, args, {
        execArgv: ["--enable-source-maps"],
        stdio: ["ignore", "inherit", "inherit", "ipc"],
        // Away from the terminal: its Ctrl+C and its end are told to the front, which says when to stop.
        detached: process.platform !== "win32",
      });
    } catch (error) {
      log.error({ err: error }, "The application could not be started.");
      return null;
    }
  }

  #hear(message: unknown): void {
    const sign = Sign.safeParse(message);
    if (!sign.success) return;
    this.#hasStarted = true;
    this.#wasReady = true;
    this.#silentMs = 0;
    if (sign.data.version !== null) this.emit("word", sign.data);
    for (const heard of this.#waiting) heard.abort();
  }

  #ended(code: number | null, signal: string | null): void {
    this.#process = null;
    this.#hasStarted = false;
    if (this.#isStopping) return;
    // Who was killed has not said why: another try may end otherwise.
    const hasEndedItself = code !== null;
    if (hasEndedItself && !this.#wasReady && !this.#options.isDispensable()) return void this.emit("gone", code);
    if (this.#livedMs > LIVED_WELL_MS) this.#pauseMs = FIRST_PAUSE_MS;
    const pauseMs = this.#pauseMs;
    this.#options.log.error({ code, signal, pauseMs }, "The application ended, and is started again.");
    this.#restart = setTimeout(() => this.start(), pauseMs);
    this.#pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }

  #tick(): void {
    if (this.#process === null) return;
    this.#livedMs += TICK_MS;
    this.#silentMs += TICK_MS;
    const { hangingMs, startingMs } = this.#patience;
    if (this.#silentMs < (this.#hasStarted ? hangingMs : startingMs)) return;
    this.#options.log.error({ silentMs: this.#silentMs }, "The application gives no sign of life, and is ended.");
    this.#silentMs = 0;
    this.#process.kill("SIGKILL");
  }
}
