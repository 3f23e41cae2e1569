import type { IncomingMessage, ServerResponse } from "node:http";
import { Agent } from "node:http";
import { createProxyServer, proxyFetch } from "httpxy";
import pLimit from "p-limit";
import { Problem } from "@/server/problem";
import type { Answer } from "./entry";
import type { Fetched } from "./memory";
import type { Place } from "./places";
import { hashScripts } from "./policy";

interface Options {
  /** Where the application listens. */
  readonly socketPath: string;
  /** That of PUBLIC_URL. */
  readonly host: string;
  /** Told of each write that was answered, before its client is, with the version that it led to. */
  readonly onWrite: (client: string, version: number) => void;
}

const GIVE_UP_MS = 20_000;
const PASS_WITHIN_MS = 120_000;
/** What is asked of the application at once: it has one thread. */
const KEPT_AT_ONCE = 8;
const LOOKED_UP_AT_ONCE = 8;
/** More than this in the queue, and whoever asks is sent away: their answer would come late. */
const WAITING_AT_MOST = 200;

/** What of an answer is sent again with each copy. */
const sentAgain = [
  "access-control-allow-origin",
  "access-control-expose-headers",
  "allow",
  "cache-control",
  "content-language",
  "content-security-policy",
  "content-type",
  "location",
  "retry-after",
  "x-robots-tag",
];
const statusesKept = [200, 307, 308, 404, 410];
const FOR_ANYBODY = "public, max-age=1, stale-while-revalidate=60, stale-if-error=120";

/** Speaks to the application behind the front: asks it in the front's own name, or hands readers' requests on to it. */
export class Application {
  readonly #options: Options;
  readonly #kept = pLimit(KEPT_AT_ONCE);
  readonly #lookUps = pLimit(LOOKED_UP_AT_ONCE);
  readonly #proxy: ReturnType<typeof createProxyServer>;

  constructor(options: Options) {
    this.#options = options;
    this.#proxy = createProxyServer({
      target: { socketPath: options.socketPath } as never,
      agent: new Agent({ keepAlive: true }),
      proxyTimeout: PASS_WITHIN_MS,
    });
    this.#proxy.on("proxyRes", ({ headers }, request) => {
      const version = headers["x-vigie-version"];
      delete headers["x-vigie-version"];
      const isRead = request.method === "GET" || request.method === "HEAD";
      if (version !== undefined && !isRead) options.onWrite(String(request.headers["x-vigie-client"]), Number(version));
    });
  }

  /**
   * Asks for what is to be kept, by headers that are the same whoever reads: no host, cookie or policy of a reader reaches what
   * others get. Rejects where there is no answer.
   */
  ask(place: Place): Promise<Fetched> {
    return this.#kept(async () => {
      const { answer, version, setsCookie } = await this.#fetch(place.url, place.lang, {});
      const isThere = answer.status === 200 || answer.status === 410;
      const mayBeKept = statusesKept.includes(answer.status) && !setsCookie && (isThere || place.isUnlisted !== true);
      if (!mayBeKept) return { answer, version: null };
      return { answer: forAnybody(answer), version };
    });
  }

  /** Asks for what is not kept, for one reader. Rejects with 503 `busy` where too many wait, and where there is no answer. */
  async lookUp(url: string, lang: string | null, client: string): Promise<Answer> {
    if (this.#lookUps.pendingCount >= WAITING_AT_MOST) {
      throw new Problem(503, "busy", "Too many ask at once; try again shortly.", { headers: { "Retry-After": "2" } });
    }
    const { answer } = await this.#lookUps(() => this.#fetch(url, lang, { "x-vigie-client": client }));
    return answer;
  }

  /** Hands a request on, and its answer back, both as they come. Rejects where the application cannot be reached. */
  async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await this.#proxy.web(request, response);
  }

  async #fetch(url: string, lang: string | null, more: Readonly<Record<string, string>>) {
    const headers = { ...more, ...(lang === null ? {} : { "x-vigie-lang": lang }), "x-vigie-url": url };
    const init = { headers: { ...headers, host: this.#options.host }, signal: AbortSignal.timeout(GIVE_UP_MS) };
    const response = await proxyFetch({ socketPath: this.#options.socketPath }, `http://localhost${url}`, init);
    const body = Buffer.from(await response.arrayBuffer());
    const version = response.headers.get("x-vigie-version");
    const answer = { status: response.status, headers: headersOf(response.headers), body };
    return {
      answer: withoutNonce(answer),
      version: version === null ? null : Number(version),
      setsCookie: response.headers.has("set-cookie"),
    };
  }
}

function headersOf(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    sentAgain.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

function withoutNonce({ status, headers, body }: Answer): Answer {
  const policy = headers["content-security-policy"] ?? "";
  const isPage = headers["content-type"]?.startsWith("text/html") === true;
  const hashed = hashScripts(isPage ? body.toString() : "", policy);
  return {
    status,
    headers: { ...headers, "content-security-policy": hashed.policy },
    body: isPage ? Buffer.from(hashed.html) : body,
  };
}

/** The framework forbids keeping a page that it renders for each request; this one is the same for all. */
function forAnybody(answer: Answer): Answer {
  const isPage = answer.headers["content-type"]?.startsWith("text/html") === true;
  if (!isPage) return answer;
  return { ...answer, headers: { ...answer.headers, "cache-control": FOR_ANYBODY } };
}
