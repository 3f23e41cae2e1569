import type { IncomingMessage, ServerResponse } from "node:http";
import { Agent } from "node:http";
import { createProxyServer, proxyFetch } from "httpxy";
import type { Answer } from "@/front/memory/entry";
import type { Fetched } from "@/front/memory/options";
import type { Place } from "@/front/memory/places";
import { hashScripts } from "@/front/policy";
import { Lane } from "./lane";
import { answerTo, sendBack } from "./reading";

interface Write {
  /** That it came from. */
  readonly address: string;
  /** That it led to. */
  readonly version: number;
  /** What was made of an earlier version may not be shown any more. */
  readonly shownFrom: number;
}

interface Options {
  /** Where the application listens. */
  readonly socketPath: string;
  /** That of PUBLIC_URL. */
  readonly host: string;
  /** Told of each write that was answered, before its client is. */
  readonly onWrite: (write: Write) => void;
}

const GIVE_UP_MS = 20_000;
const chunkedByDefault = ["POST", "PUT", "PATCH"];
const PASS_WITHIN_MS = 120_000;
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
  "www-authenticate",
  "x-robots-tag",
];
const statusesKept = [200, 307, 308, 404, 410];
const FOR_ANYBODY = "public, max-age=1, stale-while-revalidate=60, stale-if-error=120";

/** Speaks to the application behind the front: asks it in the front's own name, or hands readers' requests on to it. */
export class Application {
  readonly #options: Options;
  // What is asked of the application at once, and how much may wait: it has one thread, and more than that would come late.
  readonly #refreshes = new Lane(4, 5_000);
  readonly #firsts = new Lane(4, 200);
  // Anybody can make up names of what is not listed: then they stand in the way of each other alone.
  readonly #unlisted = new Lane(2, 100);
  readonly #lookUps = new Lane(8, 200);
  readonly #reads = new Lane(4, 200);
  readonly #looksAtFigures = new Lane(1, 10);
  readonly #counts = { lookedUp: 0, passed: 0 };
  #readiness: Promise<Answer> | null = null;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #proxy: ReturnType<typeof createProxyServer>;

  constructor(options: Options) {
    this.#options = options;
    this.#proxy = createProxyServer({
      target: { socketPath: options.socketPath } as never,
      agent: this.#agent,
      // Ours to the application stays, whatever becomes of the reader's: it would be closed before a refusal that comes early is read.
      headers: { connection: "keep-alive" },
      proxyTimeout: PASS_WITHIN_MS,
    });
    this.#proxy.on("proxyRes", ({ headers }, request) => {
      const { "x-vigie-version": version, "x-vigie-shown-from": shownFrom = 0 } = headers;
      for (const own of ["x-vigie-version", "x-vigie-shown-from", "connection"]) delete headers[own];
      const isRead = request.method === "GET" || request.method === "HEAD";
      if (version === undefined || isRead) return;
      const address = String(request.headers["x-vigie-client"]);
      options.onWrite({ address, version: Number(version), shownFrom: Number(shownFrom) });
    });
  }

  /** Requests that were looked up, and handed on. */
  get figures() {
    return { ...this.#counts };
  }

  /**
   * Asks for what is to be kept, by headers that are the same whoever reads: no host, cookie or policy of a reader reaches what
   * others get. `isRefresh`: it was kept before, and stands in no queue with what anybody may ask for first. Rejects with 503
   * `busy` where too many wait, and where there is no answer.
   */
  ask(place: Place, isRefresh: boolean): Promise<Fetched> {
    const lane = isRefresh ? this.#refreshes : place.isUnlisted ? this.#unlisted : this.#firsts;
    return lane.run(async () => {
      const { answer, version, setsCookie } = await this.#fetch(place.url, headersFor(place.lang));
      const isThere = answer.status === 200 || answer.status === 410;
      const mayBeKept = statusesKept.includes(answer.status) && !setsCookie && (isThere || place.isUnlisted !== true);
      if (!mayBeKept) return { answer, version: null };
      return { answer: forAnybody(answer), version };
    });
  }

  /**
   * Asks for what is not kept, for one reader at `address`, in its turn. Rejects with 503 `busy` where too many wait, with the reason
   * of `gone` where that was aborted before the turn came, and where there is no answer.
   */
  lookUp(url: string, lang: string | null, address: string, gone: AbortSignal): Promise<Answer> {
    return this.#lookUps.run(async () => {
      this.#counts.lookedUp += 1;
      const { answer } = await this.#fetch(url, { ...headersFor(lang), "x-vigie-client": address });
      return answer;
    }, gone);
  }

  /** Asks for the application's own figures in the name of whoever bears `authorization`. Rejects as `lookUp` does. */
  metrics(authorization: string | undefined): Promise<Answer> {
    return this.#looksAtFigures.run(async () => {
      const { answer } = await this.#fetch("/metrics", authorization === undefined ? {} : { authorization });
      return answer;
    });
  }

  /** Asks whether it is ready, once for all who ask meanwhile, past everything that waits. Rejects where there is no answer. */
  readiness(): Promise<Answer> {
    this.#readiness ??= this.#fetch("/readyz", {})
      .then(({ answer }) => answer)
      .finally(() => {
        this.#readiness = null;
      });
    return this.#readiness;
  }

  /**
   * Hands a read on in its turn, and its answer back as it comes. Resolves once that has begun: until then the place in the turn is
   * taken, though the reader has gone away, for the application works on. Rejects with 503 `busy` where too many wait, with the
   * reason of `gone` where that was aborted before the turn came, and where there is no answer.
   */
  async read(request: IncomingMessage, response: ServerResponse, gone: AbortSignal): Promise<void> {
    const behind = { socketPath: this.#options.socketPath, agent: this.#agent, withinMs: PASS_WITHIN_MS };
    const answer = await this.#reads.run(() => {
      this.#counts.passed += 1;
      return answerTo(request, behind);
    }, gone);
    sendBack(answer, response);
  }

  /** Hands a request on at once, and its answer back, both as they come. Rejects where the application cannot be reached. */
  async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#counts.passed += 1;
    // Node says itself that it sends chunks; where it is told to, the proxy closes the connection.
    if (chunkedByDefault.includes(request.method ?? "")) delete request.headers["transfer-encoding"];
    await this.#proxy.web(request, response);
  }

  async #fetch(url: string, headers: Readonly<Record<string, string>>) {
    const response = await proxyFetch({ socketPath: this.#options.socketPath }, `http://localhost${url}`, {
      headers: { ...headers, host: this.#options.host, "x-vigie-url": url },
      signal: AbortSignal.timeout(GIVE_UP_MS),
    });
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

function headersFor(lang: string | null): Record<string, string> {
  return lang === null ? {} : { "x-vigie-lang": lang };
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
