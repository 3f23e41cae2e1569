import type { AddressAnswer } from "@/domain/contract/address";
import type { Instant } from "@/domain/instant";
import type { Actor } from "./actor";
import { holds } from "./actor";
import { findAddress } from "./addresses";
import type { Context } from "./context";
import { Problem } from "./problem";
import { takeLookUp } from "./rate-limit";

/**
 * What `findAddress` says of an address, to whoever asks, by page or API. `headers` are the request's.
 * Throws 429 as `takeLookUp` does. Where the page tells counts only, who may not read addresses gets one and the same 404
 * `unknown_address`, whatever was asked, so that nothing can be learnt from the answer. Else as `findAddress`.
 */
export async function lookUp(
  context: Context,
  actor: Actor,
  headers: Pick<Headers, "get">,
  ip: string,
  at: Instant | null = null,
): Promise<AddressAnswer> {
  takeLookUp(actor, headers);
  if (!context.settings.publicLookUps && !holds(actor, "read")) {
    throw new Problem(404, "unknown_address", "No address can be looked up here.");
  }
  return findAddress(context, ip, at);
}
