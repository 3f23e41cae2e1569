import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/bin/pictures/free-port";
import { TokenInput } from "@/domain/contract/desk/tokens";
import type { Context } from "@/server/context";
import { closeContext, openContext } from "@/server/context";
import { parseSettings } from "@/server/env";
import { issueToken } from "@/server/tokens";

// From the root, whether it runs as it is or as a part of a bundle.
const root = process.cwd();
// Four seconds where the machine is its own; one that is shared may be many times slower.
const READY_WITHIN_MS = 120_000;
const STOPPED_WITHIN_MS = 12_000;

interface TokenOptions {
  readonly name?: string;
  readonly networks?: readonly string[] | null;
}

/** The built site, front and application, as processes of its own, on loopback, with a database of its own. */
export interface RunningServer {
  /** Without a slash at its end. */
  readonly url: string;
  readonly pid: number;
  readonly dataDir: string;
  /** The environment that it runs in, for commands beside it. */
  readonly env: NodeJS.ProcessEnv;
  /** Everything that it wrote so far, both streams. */
  logs(): string;
  /** A new token, named `test` and for all networks unless told. `scopes` as the command takes them, commas between. */
  token(scopes: string, options?: TokenOptions): Promise<string>;
  /** Ends it by SIGTERM and removes its data. Resolves to the exit code, null where it had to be killed. */
  stop(): Promise<number | null>;
  /** Ends it by SIGKILL and keeps its data, for another to be started on. */
  kill(): Promise<void>;
}

interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Runs on a replay clock from here on. */
  readonly replayFrom?: string;
  /** Starts on the data that another one left. */
  readonly dataDir?: string;
  /** Answers where another one did. */
  readonly port?: number;
  /** Does not wait for the application: the front alone answers. */
  readonly isFrontEnough?: boolean;
}

/** Starts `build/front.mjs`, which `npm test` has built, and waits until it answers. Throws with its logs where it does not. */
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), "vigie-"));
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    DATABASE_URL: `file:${path.join(dataDir, "vigie.db")}`,
    ...(options.replayFrom === undefined ? {} : { REPLAY_FROM: options.replayFrom }),
    ...options.env,
  };
  const child = spawn(process.execPath, ["build/front.mjs"], { cwd: root, env });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  const logs = () => Buffer.concat(output).toString();
  const { pid } = child;
  if (pid === undefined) throw new Error("The server could not be started.");
  await waitUntilReady(child, `${url}${options.isFrontEnough ? "/healthz" : "/readyz"}`, logs);

  return {
    url,
    pid,
    dataDir,
    env,
    logs,
    token(scopes, { name = "test", networks = null } = {}) {
      const input = TokenInput.parse({ name, scopes: scopes.split(","), networks });
      return onDatabaseOf({ env }, (context) => issueToken(context, input));
    },
    async stop() {
      const code = await end(child, "SIGTERM");
      rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
    async kill() {
      await end(child, "SIGKILL");
    },
  };
}

/** Does here what a command does to the database of a running server: a process of its own takes a second to start. */
export async function onDatabaseOf<T>(
  { env }: Pick<RunningServer, "env">,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const context = openContext(parseSettings({ DATABASE_URL: env.DATABASE_URL, LOG_LEVEL: "silent" }));
  try {
    return await work(context);
  } finally {
    await closeContext(context);
  }
}

async function waitUntilReady(child: ChildProcess, url: string, logs: () => string): Promise<void> {
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}.\n${logs()}`);
    const answers = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (answers) return;
    if (Date.now() > giveUpAt) {
      await end(child, "SIGKILL");
      throw new Error(`The server did not answer within ${READY_WITHIN_MS} ms.\n${logs()}`);
    }
    await sleep(50);
  }
}

async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.kill(signal);
  const limit = setTimeout(() => child.kill("SIGKILL"), STOPPED_WITHIN_MS);
  const code = await ended;
  clearTimeout(limit);
  return code;
}
