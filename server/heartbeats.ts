import type { HeartbeatBody } from "@/domain/contract/heartbeat";
import { AHEAD_MS, dropDaysFrom } from "@/server/recording/past";
import { findSeen, internScope, internUnknown } from "@/server/recording/round-scope";
import type { Actor } from "./actor";
import { mayTouch, requireScope } from "./actor";
import { change } from "./change";
import type { Context } from "./context";
import type { Transaction } from "./db";
import type { Fault } from "./problem";
import { Problem } from "./problem";

/**
 * Records a round: that at an instant (now, unless told) a probe had looked, and what stayed unknown. Networks and sources
 * that are left out are all that are declared now, as far as the token may speak of them; addresses that are not ours
 * are ignored. The same round again changes nothing, and so does one that covers nothing.
 * @returns the version after it
 *
 * Throws 401 `unauthorized`, 403 `insufficient_scope` or `not_allowed` (the token is bound to other networks), 422 with
 * `unknown_network`, `unknown_source` or `in_future` at their places, and 503 as `change` does.
 */
export async function recordHeartbeat(
  context: Context,
  actor: Actor,
  body: HeartbeatBody,
): Promise<{ version: number }> {
  requireScope(actor, "events:write");
  const foreign = body.networks?.find((slug) => !mayTouch(actor, slug));
  if (foreign !== undefined) {
    throw new Problem(403, "not_allowed", `The token is bound to other networks than ${foreign}.`);
  }
  const unchanged = { result: null, changed: false };
  const record = async (tx: Transaction) => {
    const now = context.clock.now();
    const at = body.at ?? now;
    const { seen, faults } = await findSeen(tx, actor, body);
    refuse(at > now + AHEAD_MS ? [...faults, IN_FUTURE] : faults);
    if (seen.networks.length === 0 || seen.sources.length === 0 || seen.addresses?.length === 0) return unchanged;
    const round = {
      scopeId: await internScope(tx, body.probe, seen),
      at: BigInt(at),
      unknownId: await internUnknown(tx, seen),
    };
    if ((await tx.round.findUnique({ where: { scopeId_at_unknownId: round } })) !== null) return unchanged;
    await tx.round.create({ data: { ...round, receivedAt: BigInt(now) } });
    // Of all networks, since addresses that were seen may have moved to others.
    await dropDaysFrom(context, tx, at, null);
    return { result: null, changed: true };
  };
  const { version } = await change(context, record, { byFactsAlone: true });
  return { version };
}

const IN_FUTURE: Fault = {
  path: "/at",
  code: "in_future",
  detail: "More than five minutes ahead of this server's clock.",
};

function refuse(errors: readonly Fault[]) {
  const [first] = errors;
  if (first === undefined) return;
  const code = errors.every((fault) => fault.code === first.code) ? first.code : "invalid";
  throw new Problem(422, code, `${first.path}: ${first.detail}`, { errors });
}
