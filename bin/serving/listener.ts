import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Context } from "@/server/context";
import { languages } from "@/server/messages";
import { withAnswer } from "@/server/page-answer";
import { clientAddress } from "./client-address";
import { passageOf } from "./passage";
import { makeNonce, securityHeaders } from "./policy";
import { refuse } from "./refusal";
import { prepareHeaders } from "./request-headers";
import { isFromHere } from "./same-origin";

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What has a strong ETag over its bytes. Next would compress them and leave the ETag as it is. */
const asItIs = /^\/api\/|\/(feed\.xml|atom\.xml|feed\.json)$/;

/** What stands before Next: refuses, moves, or hands on with the headers that pages and routes read. */
export function answerOf({ settings, log }: Context, handle: Handle): RequestListener {
  const { host, protocol, origin } = new URL(settings.publicUrl);
  const known = { all: languages(), own: settings.locale };

  return (request, response) => {
    const { method = "GET", url = "/" } = request;
    const startedAt = performance.now();
    response.on("close", () => {
      const ms = Math.round(performance.now() - startedAt);
      log.debug({ method, url, status: response.statusCode, ms, whole: response.writableFinished }, "request");
    });

    const nonce = makeNonce();
    response.setHeaders(new Map(Object.entries(securityHeaders(nonce, protocol === "https:"))));
    const passage = passageOf(method, url, known);
    if (passage.kind === "refused") return refuse(response, passage.problem);
    if (passage.kind === "moved") return void response.writeHead(308, { Location: passage.location }).end();

    const forwarded = request.headers["x-forwarded-for"];
    const client = clientAddress(request.socket.remoteAddress ?? "", String(forwarded ?? ""), settings.trustedProxies);
    prepareHeaders(request.headers, {
      nonce,
      client,
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
