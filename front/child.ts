import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { z } from "zod";
import { Problem } from "@/server/problem";

/** What there is to ask for: what is not in it shares one answer that it is not there. */
export const Listing = z.object({
  /** That Vigie speaks; those of them in which the page is offered; that of the site, whose pages stand without a prefix. */
  languages: z.object({ all: z.array(z.string()), offered: z.array(z.string()), own: z.string() }),
  /** Slugs. */
  networks: z.array(z.string()),
  sources: z.array(z.string()),
  /** Slugs and ids. */
  incidents: z.array(z.string()),
});
export type Listing = z.infer<typeof Listing>;

/** What the application tells the front, each second and after each change, having looked at its database. */
export const Word = z.object({
  /** That of the facts now. */
  version: z.int(),
  /** For how long what is made of it holds; longer, and it may no longer say as of when it speaks. */
  holdsMs: z.number().positive(),
  /** null: the same as before. */
  listing: Listing.nullable(),
});
export type Word = z.infer<typeof Word>;

/** Told instead where the database could not be asked: the application lives, and vouches for nothing. */
const Sign = z.union([Word, z.object({ version: z.null() })]);

interface Options {
  /** The application's file. */
  readonly file: string;
  readonly args: readonly string[];
  readonly log: Logger;
  /** Whether there is anything to serve without it: then a start that fails is tried again. */
  readonly isDispensable: () => boolean;
}

/** While it starts, whoever needs it waits this long. */
const STARTS_WITHIN_MS = 5_000;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
/** One that gives no sign of life for this long hangs, and is ended. */
const HANGS_AFTER_MS = 30_000;

/** That the application does not answer. */
export function unavailable(): Problem {
  const detail =
    "The part of the server that answers this is not running; it is being started again. Try again shortly.";
  return new Problem(503, "unavailable", detail, { headers: { "Retry-After": "2" } });
}

/**
 * The application as a child process that is kept alive: started again when it dies, after a pause that doubles up to five
 * seconds, and ended when it hangs. Emits `word` for each that it gives, and `gone` with its exit code where it ended before it
 * ever gave one and cannot be dispensed with: its own words say why, and another try would end the same.
 */
export class Child extends EventEmitter<{ word: [Word]; gone: [number] }> {
  readonly #options: Options;
  #process: ChildProcess | null = null;
  #waitMs = FIRST_WAIT_MS;
  #isStopping = false;
  #wasReady = false;
  /** null: none since it was started last. */
  #lastSignAtMs: number | null = null;
  #restart: NodeJS.Timeout | null = null;
  #watch: NodeJS.Timeout | null = null;

  constructor(options: Options) {
    super();
    this.#options = options;
  }

  /** Whether it answers requests, as far as is known. */
  get isReady(): boolean {
    return this.#lastSignAtMs !== null;
  }

  start(): void {
    this.#watch ??= setInterval(() => this.#endIfItHangs(), 1_000);
    const { file, args, log } = this.#options;
    this.#lastSignAtMs = null;
    const child = fork(file, args, {
      execArgv: ["--enable-source-maps"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    this.#process = child;
    log.debug({ pid: child.pid }, "The application is started.");
    child.on("message", (message) => {
      const sign = Sign.safeParse(message);
      if (!sign.success || child !== this.#process) return;
      this.#lastSignAtMs = performance.now();
      this.#wasReady = true;
      this.#waitMs = FIRST_WAIT_MS;
      if (sign.data.version !== null) this.emit("word", sign.data);
    });
    child.once("error", (error) => log.error({ err: error }, "The application could not be started or reached."));
    child.once("exit", (code, signal) => this.#ended(code, signal));
  }

  /** Waits a little until it answers requests. Throws 503 `unavailable` where it does not in time. */
  async isThere(): Promise<void> {
    const giveUpAtMs = performance.now() + STARTS_WITHIN_MS;
    while (!this.isReady && performance.now() < giveUpAtMs) await sleep(25);
    if (!this.isReady) throw unavailable();
  }

  /** Lets it finish what is under way, and ends it. */
  async stop(withinMs: number): Promise<void> {
    this.#isStopping = true;
    if (this.#watch !== null) clearInterval(this.#watch);
    if (this.#restart !== null) clearTimeout(this.#restart);
    const child = this.#process;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.kill("SIGTERM");
    const limit = setTimeout(() => child.kill("SIGKILL"), withinMs);
    await ended;
    clearTimeout(limit);
  }

  #ended(code: number | null, signal: string | null): void {
    this.#lastSignAtMs = null;
    if (this.#isStopping) return;
    if (!this.#wasReady && !this.#options.isDispensable()) return void this.emit("gone", code ?? 1);
    const waitMs = this.#waitMs;
    this.#options.log.error({ code, signal, waitMs }, "The application ended, and is started again.");
    this.#restart = setTimeout(() => this.start(), waitMs);
    this.#waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }

  #endIfItHangs(): void {
    if (this.#lastSignAtMs === null) return;
    const silentMs = Math.round(performance.now() - this.#lastSignAtMs);
    if (silentMs < HANGS_AFTER_MS) return;
    this.#options.log.error({ silentMs }, "The application gives no sign of life any more, and is ended.");
    this.#process?.kill("SIGKILL");
  }
}
