import { once } from "node:events";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { Application } from "@/front/application/application";
import type { Child } from "@/front/application/child";
import { Lanes } from "@/front/application/lanes";
import { askOnceMore } from "@/front/application/once-more";
import type { Files } from "@/front/files";
import { Entry } from "@/front/memory/entry";
import type { Memory } from "@/front/memory/memory";
import type { Way } from "@/front/memory/places";
import { waysOf } from "@/front/memory/places";
import type { Measured } from "@/front/metrics";
import { metricsFor } from "@/front/metrics";
import { contentPolicy, securityHeaders } from "@/front/policy";
import type { Present } from "@/front/present";
import type { Stream } from "@/front/stream";
import { unanswered } from "@/front/unavailable";
import { within } from "@/front/within";
import { isProblem, Problem } from "@/server/problem";
import type { AbsenceWords } from "./absence";
import { answerAbsence, asksForPage } from "./absence";
import { versionHeardOf } from "./heard-of";
import { inTurn } from "./in-turn";
import type { Passage } from "./passage";
import { passageOf } from "./passage";
import { readerAddresses } from "./reader-address";
import { refuse } from "./refusal";
import { prepareHeaders } from "./request-headers";
import { isFromHere } from "./same-origin";
import { send } from "./send";
import { answerStream, streamPath } from "./stream-door";

export interface Front extends Measured {
  readonly publicUrl: string;
  readonly pageName: string;
  /** In each language: what is said where a page cannot be shown. */
  readonly absence: readonly AbsenceWords[];
  readonly trustedProxies: readonly string[];
  readonly log: Logger;
  readonly memory: Memory;
  readonly files: Pick<Files, "find" | "has">;
  readonly stream: Pick<Stream, "count" | "open">;
  readonly child: Pick<Child, "end" | "isPrompt" | "isReady" | "isThere">;
  /** Called for each page that a reader gets of what is kept. */
  readonly onPage: () => void;
  readonly application: Pick<Application, "figures" | "lookUp" | "metrics" | "pass" | "read" | "readiness">;
  readonly present: Present;
}

/** What becomes of a request by its method and target alone. */
type Route =
  | Exclude<Passage, { kind: "passed" }>
  | {
      readonly kind: "passed";
      readonly url: string;
      readonly lang: string | null;
      readonly way: Way;
      /** The version that an open page has heard of, so that nothing older will do; null: it says none. */
      readonly heardOf: number | null;
    };

/** A target that is longer is no link of ours. */
const REMEMBERED_LENGTH = 300;

/** Of one client, until the answers are out, each of which takes its own memory; and how many more may wait. */
const LOOK_UPS_AT_ONCE = 8;
const LOOK_UPS_WAITING = 100;

/** The same of reads that are handed on: a page of the desk asks for a few at once. */
const READS_AT_ONCE = 3;
const READS_WAITING = 200;
/** And of looks at the figures, one at a time. */
const LOOKS_WAITING = 5;
/** Who takes longer over an answer no longer stands in the way of others at the same address. */
const TAKEN_WITHIN_MS = 30_000;
const writes = ["POST", "PUT", "PATCH", "DELETE"];

/** Beneath it the framework keeps its files, and nothing else that we use. */
const FILES = "/_next/";

const healthy = new Entry({
  status: 200,
  headers: { "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" },
  body: Buffer.from("ok\n"),
});

/** Answers what is kept, and hands on the rest: the door of the whole site. */
export function answerOf(front: Front): RequestListener {
  const { host, origin, protocol } = new URL(front.publicUrl);
  const common = securityHeaders(protocol === "https:");
  // A cache must not give it to who bears a token.
  const commonBesideTokens = { ...common, vary: "Authorization" };
  const routes = new LRUCache<string, Route>({ max: 5_000 });
  const lookUps = new Lanes(LOOK_UPS_AT_ONCE, LOOK_UPS_WAITING);
  const reads = new Lanes(READS_AT_ONCE, READS_WAITING);
  const looks = new Lanes(1, LOOKS_WAITING);
  const addressOf = readerAddresses(front.trustedProxies, front.log);
  let { listing } = front.present;
  let wayOf = waysOf(listing);

  function routeOf(method: string, target: string): Route {
    if (listing !== front.present.listing) {
      listing = front.present.listing;
      wayOf = waysOf(listing);
      routes.clear();
    }
    const isRead = method === "GET" || method === "HEAD";
    const known = isRead ? routes.get(target) : undefined;
    if (known !== undefined) return known;
    const passage = passageOf(method, target, listing.languages);
    if (passage.kind !== "passed") return passage;
    const way: Way = isRead ? wayTo(passage.url, passage.lang) : { kind: "passed" };
    const route = { ...passage, way, heardOf: versionHeardOf(passage.url) };
    if (isRead && target.length <= REMEMBERED_LENGTH) routes.set(target, route);
    return route;
  }

  function wayTo(url: string, lang: string | null): Way {
    return front.files.has(pathOf(url)) ? { kind: "passed" } : wayOf(url, lang);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url: target = "/", headers } = request;
    let route = routeOf(method, target);
    if (route.kind === "passed" && pathOf(route.url) === "/healthz") {
      setSecurityHeaders(response);
      return send(request, response, healthy, false, {});
    }
    const isOfListing = route.kind === "moved" || (route.kind === "passed" && route.way.kind === "kept");
    const written =
      isOfListing && front.present.hasWriters ? await front.present.versionOfWriter(addressOf(request)) : null;
    // What there is to ask for may be known only now.
    if (written !== null) route = routeOf(method, target);
    if (route.kind === "passed" && route.way.kind === "kept" && !bearsToken(request, route.way)) {
      const read = front.memory.read(route.way.place, leastOf(written, route.heardOf, front.memory.version));
      const entry = read instanceof Promise ? await read : read;
      if (entry.isPage) front.onPage();
      const headers = route.way.takesToken ? commonBesideTokens : common;
      return send(request, response, entry, front.present.isStaleFor(entry), headers);
    }
    setSecurityHeaders(response);
    if (route.kind === "refused") return refuse(response, route.problem);
    if (route.kind === "moved") {
      // A browser that kept it would never again find the page in a language that has become the site's, or was until then.
      return void response.writeHead(route.status, { Location: route.location, "Cache-Control": "no-cache" }).end();
    }
    const { url, lang, way } = route;
    const pathname = pathOf(url);
    if (pathname === streamPath) return openStream(request, response, url);
    const file = method === "GET" || method === "HEAD" ? await front.files.find(pathname) : null;
    if (file !== null) return send(request, response, file, false, common);
    if (pathname.startsWith(FILES)) throw new Problem(404, "not_found", "There is no such file.");

    if (pathname === "/readyz") {
      await front.child.isThere();
      return send(request, response, new Entry(await front.application.readiness()), false, common);
    }
    const address = addressOf(request);
    const gone = goneSignal(response);
    if (pathname === "/metrics") {
      const figures = await looks.run(address, () => metricsFor(front, headers.authorization), gone);
      return send(request, response, new Entry(figures), false, common);
    }
    if (way.kind === "looked-up" && !bearsToken(request, way)) {
      return askOnceMore(front.child, () =>
        lookUps.run(
          address,
          async () => {
            const answer = await front.application.lookUp(url, lang, address, gone);
            if (gone.aborted) return;
            await send(request, response, new Entry(answer), front.present.isStale, common);
            if (!gone.aborted) await once(gone, "abort");
          },
          gone,
        ),
      );
    }
    prepareHeaders(headers, { client: address, url, lang, host, isFromHere: isFromHere(headers, origin) });
    request.url = url;
    // Nothing that is written waits behind what is read.
    if (writes.includes(method)) {
      await front.child.isThere();
      return front.application.pass(request, response);
    }
    return askOnceMore(front.child, () =>
      reads.run(
        address,
        async () => {
          await front.application.read(request, response, gone);
          if (!gone.aborted) await within(once(gone, "abort"), TAKEN_WITHIN_MS, () => []);
        },
        gone,
      ),
    );
  }

  function setSecurityHeaders(response: ServerResponse): void {
    for (const [name, value] of Object.entries(common)) response.setHeader(name, value);
    response.setHeader("Content-Security-Policy", contentPolicy(""));
  }

  /** Whether other sites' pages may read what is answered, as they may where the application gives it. */
  function isForAnySite(method: string, target: string): boolean {
    const route = routeOf(method, target);
    return route.kind === "passed" && route.way.kind !== "passed" && route.url.startsWith("/api/");
  }

  function langOf(target: string): string {
    const { all, own } = listing.languages;
    return all.find((lang) => target === `/${lang}` || target.startsWith(`/${lang}/`)) ?? own;
  }

  function openStream(request: IncomingMessage, response: ServerResponse, url: string): Promise<void> {
    const asked = new URLSearchParams(url.split("?", 2)[1] ?? "").get("lang");
    const lang = asked !== null && listing.languages.offered.includes(asked) ? asked : null;
    return answerStream(request, response, front.stream, { lang, address: addressOf(request) });
  }

  return inTurn((request, response) => {
    // What is handed on bears another.
    const { method = "GET", url = "/" } = request;
    answer(request, response).catch((error: unknown) => {
      // Whoever has gone away is no news, and wants no answer.
      if (response.destroyed) return;
      if (!isProblem(error)) front.log.warn({ err: error, method, url }, "The application gave no answer.");
      if (response.headersSent) return void response.destroy();
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      setSecurityHeaders(response);
      if (isForAnySite(method, url)) {
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader("Access-Control-Expose-Headers", "Retry-After");
      }
      const problem = isProblem(error) ? error : unanswered();
      if (problem.status !== 503 || !asksForPage(request)) return refuse(response, problem);
      answerAbsence(response, front.pageName, front.absence, langOf(url));
    });
  });
}

function pathOf(url: string): string {
  return url.split("?", 1)[0] ?? "";
}

/** Whether the application has to see a token: where none counts, it changes nothing. */
function bearsToken({ headers }: IncomingMessage, { takesToken }: Exclude<Way, { kind: "passed" }>): boolean {
  return takesToken && headers.authorization !== undefined;
}

/** Aborted once a response is out, or its reader has gone away. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  if (response.destroyed) gone.abort();
  response.once("close", () => gone.abort());
  return gone.signal;
}

/** Who has heard of a version that has not come asks for no more than others do. */
function leastOf(written: number | null, heardOf: number | null, latest: number): number | null {
  const least = Math.max(written ?? -1, heardOf === null || heardOf > latest ? -1 : heardOf);
  return least === -1 ? null : least;
}
