import type { ChildProcess } from "node:child_process";
import { fork, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";
import { childrenOf, pin } from "./machine";
import type { Asked, Role, Told } from "./roles";
import { roles } from "./roles";

/** A process of the bench's own, and the one thing that it tells. */
interface Running<R extends Role> {
  readonly pid: number;
  readonly told: Promise<Told<R>>;
  end(): void;
}

/** The application without the front, on a socket. */
interface RunningApplication {
  readonly pid: number;
  readonly socketPath: string;
  readonly token: string;
  stop(): Promise<void>;
}

const STARTED_WITHIN_MS = 30_000;
const LISTENS_AFTER_MS = 50;

/** What all parts share: a folder, databases with a history, and processes of which none outlives the run. */
export class Bench {
  readonly isQuick: boolean;
  /** Events of a small history, and of a large one. */
  readonly few = 10_000;
  readonly many: number;
  /** What could not be measured as it should, and why; for whoever reads the figures. */
  readonly notes = new Set<string>();
  readonly folder = mkdtempSync(path.join(tmpdir(), "vigie-bench-"));
  readonly #pids = new Set<number>();
  readonly #histories: string;
  readonly #say: (line: string) => void;
  #made = 0;

  /** `histories`: where seeded databases are kept between runs; null: nowhere. `say` tells whoever waits what is done. */
  constructor(options: { isQuick: boolean; histories: string | null; say: (line: string) => void }) {
    this.isQuick = options.isQuick;
    this.many = options.isQuick ? 100_000 : 10_000_000;
    this.#histories = options.histories ?? path.join(this.folder, "histories");
    this.#say = options.say;
  }

  note(text: string): void {
    this.notes.add(text);
  }

  /** A new name in the folder. */
  newPath(name: string): string {
    this.#made += 1;
    return path.join(this.folder, `${this.#made}-${name}`);
  }

  /** Runs one of tests/bench/processes, on one core where it is told. */
  start<R extends Role>(role: R, asked: Asked<R>, core: number | null = null): Running<R> {
    const file = path.join(process.cwd(), "build", "bench", `${role}.mjs`);
    const child = fork(file, [JSON.stringify(asked)], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    const pid = this.keep(child);
    if (core !== null) this.pin(pid, core);
    const told = new Promise<Told<R>>((resolve, reject) => {
      child.once("message", (message) => resolve(roles[role].told.parse(message) as Told<R>));
      child.once("exit", () => reject(new Error(`The process "${role}" ended before it told anything.`)));
    });
    told.catch(() => undefined);
    return { pid, told, end: () => child.kill("SIGKILL") };
  }

  /** Runs one to its end, and answers what it told. */
  async ask<R extends Role>(role: R, asked: Asked<R>, core: number | null = null): Promise<Told<R>> {
    const running = this.start(role, asked, core);
    try {
      return await running.told;
    } finally {
      running.end();
    }
  }

  /** Notes where it cannot: then figures are those of a machine on which all compete. */
  pin(pid: number, core: number): void {
    if (!pin(pid, core)) this.note("`taskset` (util-linux) is not there: nothing was pinned to a core.");
  }

  /** Ends a process with this run, whatever becomes of it. Answers its id. */
  keep(child: ChildProcess): number {
    const { pid } = child;
    if (pid === undefined) throw new Error(`${child.spawnfile} could not be started.`);
    this.#pids.add(pid);
    child.once("exit", () => this.#pids.delete(pid));
    return pid;
  }

  /** A database file with five years of history, to be copied: the one of the folder for them, else made there. */
  async seeded(events: number): Promise<string> {
    const file = path.join(this.#histories, `history-${events}.db`);
    if (existsSync(file)) return file;
    this.#say(`seeding ${events.toLocaleString("en")} events`);
    mkdirSync(this.#histories, { recursive: true });
    const unfinished = this.newPath("seeding.db");
    const command = path.join(process.cwd(), "build", "bench.mjs");
    const seeding = this.run(process.execPath, [
      command,
      "seed",
      "--database",
      `file:${unfinished}`,
      "--events",
      String(events),
    ]);
    const [code] = await once(seeding, "exit");
    if (code !== 0) throw new Error(`The database with ${events} events could not be made.`);
    copyFileSync(unfinished, `${file}.part`);
    renameSync(`${file}.part`, file);
    rmSync(unfinished);
    return file;
  }

  /** The site on a copy of a seeded database, all of it just looked at; null: on one of which nothing is known. */
  async site(events: number | null): Promise<RunningServer> {
    const dataDir = this.newPath("site");
    mkdirSync(dataDir);
    if (events !== null) copyFileSync(await this.seeded(events), path.join(dataDir, "vigie.db"));
    const server = await startServer({
      dataDir,
      env: { LOG_LEVEL: "fatal", TRUSTED_PROXIES: "127.0.0.1", STREAMS_MAX: "100000", STREAMS_PER_CLIENT: "100000" },
    });
    this.#pids.add(server.pid);
    await lookAtAll(server.url, await server.token("admin"));
    return server;
  }

  /** The front and its child on one core together. */
  pinAll({ pid }: RunningServer, core: number): void {
    for (const each of [pid, ...childrenOf(pid)]) this.pin(each, core);
  }

  async stop(server: RunningServer): Promise<void> {
    await server.stop();
    this.#pids.delete(server.pid);
  }

  /** The application alone, as the front runs it. */
  async application(events: number): Promise<RunningApplication> {
    const file = this.newPath("vigie.db");
    copyFileSync(await this.seeded(events), file);
    const socketPath = this.newPath("socket");
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      DATABASE_URL: `file:${file}`,
      DATA_DIR: this.folder,
      PUBLIC_URL: "http://localhost",
      LOG_LEVEL: "fatal",
      NODE_ENV: "production",
    };
    const bundle = (name: string) => path.join(process.cwd(), "build", `${name}.mjs`);
    const token = spawnSync(process.execPath, [bundle("token"), "--name", "bench", "--scopes", "admin"], { env });
    const child = fork(bundle("app"), ["--socket", socketPath], { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
    const pid = this.keep(child);
    const first = await Promise.race([once(child, "message"), once(child, "exit"), sleep(STARTED_WITHIN_MS, null)]);
    if (first === null || child.exitCode !== null) throw new Error("The application could not be started.");
    await sleep(LISTENS_AFTER_MS);
    return {
      pid,
      socketPath,
      token: token.stdout.toString().trim(),
      async stop() {
        const ended = once(child, "exit");
        child.kill("SIGTERM");
        await ended;
      },
    };
  }

  /** Runs a program of the system's, that ends with this run. Answers its process. */
  run(program: string, args: readonly string[]): ChildProcess {
    const child = spawn(program, args, { stdio: ["ignore", "ignore", "inherit"] });
    this.keep(child);
    return child;
  }

  /** Ends whatever still runs. Sites end their own children when they are gone. */
  endProcesses(): void {
    for (const pid of new Set([...this.#pids, ...childrenOf(process.pid)])) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    }
    this.#pids.clear();
  }

  close(): void {
    this.endProcesses();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

async function lookAtAll(url: string, token: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/heartbeats`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ probe: "bench" }),
  });
  if (!answer.ok) throw new Error(`The seeded site took no heartbeat: ${await answer.text()}`);
}
