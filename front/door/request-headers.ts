import type { IncomingHttpHeaders } from "node:http";

/** What Next and Vigie take from us alone; a reader who sends them could steer what is rendered. */
const ours =
  /^(x-vigie-|x-forwarded-|x-middleware-|x-nextjs-|x-next-|x-invoke-|x-matched-path$|next-|rsc$|forwarded$|content-security-policy)/;

/**
 * Of one connection alone (RFC 9110, 7.6.1), that of the reader to us. Sent on, some make Node's client throw where nobody
 * catches it. `transfer-encoding` stays: it says where the body ends. That we expect the body has been said.
 */
const ofOneConnection = [
  "connection",
  "expect",
  "http2-settings",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "upgrade",
];

const framing = ["content-length", "transfer-encoding"];

interface Prepared {
  readonly client: string;
  /** The path, without a language, and the query. */
  readonly url: string;
  /** null: the site's own. */
  readonly lang: string | null;
  /** That of PUBLIC_URL: a reader's own must not reach an absolute URL. */
  readonly host: string;
  /** A page of this site made the browser send it. */
  readonly isFromHere: boolean;
}

/**
 * Puts what the front knows into the headers that pages and routes read: `x-vigie-client`, `x-vigie-url`, `x-vigie-lang` where
 * the path bore a prefix, and `x-vigie-same-origin` where a page of this site asks. Public pages link plainly, so the headers of Next's own
 * navigation do not occur, and a forged one would only make it throw.
 */
export function prepareHeaders(headers: IncomingHttpHeaders, prepared: Prepared): void {
  const named = (headers.connection ?? "").toLowerCase().split(/\s*,\s*/);
  for (const name of [...named.filter((name) => !framing.includes(name)), ...ofOneConnection]) delete headers[name];
  // The proxy asks here whether the reader's connection is to end with this answer.
  if (named.includes("close")) headers.connection = "close";
  for (const name of Object.keys(headers)) if (ours.test(name)) delete headers[name];
  headers.host = prepared.host;
  headers["x-vigie-client"] = prepared.client;
  headers["x-vigie-url"] = prepared.url;
  if (prepared.isFromHere) headers["x-vigie-same-origin"] = "1";
  if (prepared.lang !== null) headers["x-vigie-lang"] = prepared.lang;
}
