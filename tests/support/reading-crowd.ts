import { createHash } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { Agent, get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

/** People who read all the while, each on a connection that is kept. */
export interface Crowd {
  readonly reads: number;
  /** What went wrong, a sentence each. */
  readonly failures: readonly string[];
  /** The longest that one waited for a whole answer. */
  readonly slowestMs: number;
  /** Ends once what is under way has been read. */
  stop(): Promise<void>;
}

const decode: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  br: (body) => brotliDecompressSync(body),
  gzip: (body) => gunzipSync(body),
  identity: (body) => body,
};
const encodings = Object.keys(decode);
const endings = /(<\/html>|<\/rss>|\})\s*$/;
const PAUSE_MS = 200;
const GIVE_UP_MS = 20_000;

/**
 * Starts `count` readers, who go through `paths` in turn, in all encodings, asking again with the ETag that they have. Resolves
 * once each path has been read in each encoding; what they find from then on counts. A failure is a connection that breaks, an answer
 * that is neither 200 nor 304, a body that is cut or no whole document, one ETag for two bodies, 304 for an ETag not named.
 */
export async function startReading(url: string, paths: readonly string[], count = 64): Promise<Crowd> {
  const failures: string[] = [];
  const bodies = new Map<string, string>();
  let [reads, slowestMs, isOver] = [0, 0, false];

  async function readOnce(agent: Agent, path: string, encoding: string, etag: string | null): Promise<string> {
    const startedAt = performance.now();
    const headers = { "Accept-Encoding": encoding, ...(etag === null ? {} : { "If-None-Match": etag }) };
    const request = get(url + path, { agent, headers, signal: AbortSignal.timeout(GIVE_UP_MS) });
    const [answer]: IncomingMessage[] = await once(request, "response");
    if (answer === undefined) throw new Error("no answer");
    const body = Buffer.concat(await answer.toArray());
    reads += 1;
    slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    const given = answer.headers.etag ?? "";
    if (answer.statusCode === 304 && given === etag && body.length === 0) return given;
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${body.toString().slice(0, 300)}`);
    if (!/^"[^"]+"$/.test(given)) throw new Error(`ETag ${given}`);
    const hash = createHash("sha256").update(body).digest("hex");
    const known = bodies.get(path + given);
    if (known !== undefined && known !== hash) throw new Error(`two bodies for ETag ${given}`);
    if (known === undefined) {
      const used = answer.headers["content-encoding"] ?? "identity";
      if (used !== encoding) throw new Error(`in ${used} instead of ${encoding}`);
      if (!endings.test(decode[used]?.(body).toString() ?? "")) throw new Error("no whole document");
      bodies.set(path + given, hash);
    }
    return given;
  }

  async function read(agent: Agent, path: string, encoding: string, etag: string | null): Promise<string | null> {
    return readOnce(agent, path, encoding, etag).catch((error: unknown) => {
      failures.push(`${path} in ${encoding}: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    });
  }

  async function reader(index: number): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const etags = new Map<string, string | null>();
    for (let turn = index; !isOver; turn += 1) {
      const path = paths[turn % paths.length] ?? "/";
      const encoding = encodings[Math.floor(turn / paths.length) % encodings.length] ?? "identity";
      const key = `${path} ${encoding}`;
      etags.set(key, await read(agent, path, encoding, turn % 2 === 0 ? (etags.get(key) ?? null) : null));
      await sleep(PAUSE_MS);
    }
    agent.destroy();
  }

  const first = new Agent();
  for (const path of paths) for (const encoding of encodings) await read(first, path, encoding, null);
  if (failures.length > 0) throw new Error(`Not to be read from the start: ${failures.join("; ")}`);
  const readers = Array.from({ length: count }, (_, index) => reader(index));
  return {
    get reads() {
      return reads;
    },
    get slowestMs() {
      return slowestMs;
    },
    failures,
    async stop() {
      isOver = true;
      await Promise.all(readers);
    },
  };
}
