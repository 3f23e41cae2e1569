import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "@/server/context";
import { languages } from "@/server/messages";
import { withAnswer } from "@/server/page-answer";
import { freshenSettings } from "@/server/saved-settings";
import { clientAddress } from "./client-address";
import { passageOf } from "./passage";
import { makeNonce, securityHeaders } from "./policy";
import { refuse } from "./refusal";
import { prepareHeaders } from "./request-headers";
import { isFromHere } from "./same-origin";

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What has a strong ETag over its bytes. Next would compress them and leave the ETag as it is. */
const asItIs = /^\/(api|images)\/|\/(feed\.xml|atom\.xml|feed\.json)$/;

/** What needs nothing that staff can save: it is answered while the database is held, too. */
const needsNoSettings = /^\/(_next\/|healthz(?:\?|$))/;

/** Somebody who holds the database stops no page: it speaks by the settings that are known, and says what it lacks itself. */
const PATIENCE_MS = 250;

/** What stands before Next: refuses, moves, or hands on with the headers that pages and routes read. */
export function answerOf(context: Context, handle: Handle): RequestListener {
  const { log } = context;
  const { publicUrl, trustedProxies } = context.settings;
  const { host, protocol, origin } = new URL(publicUrl);

  return async (request, response) => {
    const { method = "GET", url = "/" } = request;
    const startedAt = performance.now();
    response.on("close", () => {
      const ms = Math.round(performance.now() - startedAt);
      log.debug({ method, url, status: response.statusCode, ms, whole: response.writableFinished }, "request");
    });

    const nonce = makeNonce();
    response.setHeaders(new Map(Object.entries(securityHeaders(nonce, protocol === "https:"))));
    if (!needsNoSettings.test(url)) await withFreshSettings(context);
    const { languages: offered, locale: own } = context.settings;
    const passage = passageOf(method, url, { all: languages(), offered, own });
    if (passage.kind === "refused") return refuse(response, passage.problem);
    if (passage.kind === "moved") {
      // A browser that kept it would never again find the page in a language that has become the site's, or was until then.
      return void response.writeHead(passage.status, { Location: passage.location, "Cache-Control": "no-cache" }).end();
    }

    const forwarded = request.headers["x-forwarded-for"];
    const client = clientAddress(request.socket.remoteAddress ?? "", String(forwarded ?? ""), trustedProxies);
    prepareHeaders(request.headers, {
      nonce,
      client,
      url: passage.url,
      lang: passage.lang,
      host,
      isFromHere: isFromHere(request.headers, origin),
    });
    if (asItIs.test(passage.url.replace(/\?.*/, ""))) delete request.headers["accept-encoding"];
    request.url = passage.url;
    withAnswer(response, () => handle(request, response)).catch((error: unknown) => {
      log.error({ err: error, method, url }, "Next could not answer.");
      response.destroy();
    });
  };
}

async function withFreshSettings(context: Context): Promise<void> {
  const limit = new AbortController();
  const fresh = freshenSettings(context).catch((error: unknown) => {
    context.log.debug({ err: error }, "The settings could not be looked at.");
  });
  await Promise.race([fresh, sleep(PATIENCE_MS, undefined, { signal: limit.signal }).catch(() => undefined)]);
  limit.abort();
}
