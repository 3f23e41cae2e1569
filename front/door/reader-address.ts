import type { IncomingHttpHeaders } from "node:http";
import type { Socket } from "node:net";
import type { Logger } from "pino";
import { clientAddress, trustIn } from "./client-address";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly socket: Pick<Socket, "remoteAddress">;
}

/**
 * Tells the address of the reader behind a request, by what `trusted` proxies forward (`clientAddress`). Warns once of a peer that
 * forwards and is none of them: it may be a reader's invention, or a proxy that was forgotten.
 */
export function readerAddresses(trusted: readonly string[], log: Pick<Logger, "warn">): (request: Received) => string {
  const trusts = trustIn(trusted);
  let hasWarned = false;
  return ({ headers, socket }) => {
    const { remoteAddress: peer = "" } = socket;
    const forwarded = headers["x-forwarded-for"];
    if (!hasWarned && forwarded !== undefined && !trusts(peer)) {
      hasWarned = true;
      log.warn(
        { peer },
        "A request came with X-Forwarded-For from a peer that TRUSTED_PROXIES does not name. If it is your proxy, name it there: until then all readers behind it count as one client, and share its limits.",
      );
    }
    return clientAddress(peer, String(forwarded ?? ""), trusts);
  };
}
