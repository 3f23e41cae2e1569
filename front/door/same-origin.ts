import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a page of this site made the browser send a request: by `Sec-Fetch-Site` (Fetch Metadata), where a browser is too old
 * for it by `Origin` (RFC 6454), which must be the origin that was asked or that of PUBLIC_URL. Neither: not known, so no.
 */
export function isFromHere({ origin, host, ...headers }: IncomingHttpHeaders, publicOrigin: string): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  if (origin === undefined || !URL.canParse(origin)) return false;
  return origin === publicOrigin || new URL(origin).host === host;
}
