import type { AnswersBody, AnswersReceipt } from "@/domain/contract/desk/checks";
import { HeartbeatBody } from "@/domain/contract/heartbeat";
import { formatInstant } from "@/domain/instant";
import { eventIdOf, keyOfPress, readAsked, readStored } from "@/server/checks/presses";
import { DESK_PROBE } from "@/server/checks/sources";
import type { Actor } from "./actor";
import { nameOf, requireStaff } from "./actor";
import { recordAudit } from "./audit";
import type { Context } from "./context";
import { recordEvents } from "./events";
import { recordHeartbeat } from "./heartbeats";
import { makeOnce } from "./idempotency";
import { Problem } from "./problem";
import { storeRequests } from "./removal-requests";

/** What stands for evidence where somebody looked and pasted nothing. */
const BY_HAND = "Looked up by hand.";

/**
 * Records what somebody found at a source, by the one write path: an event and a round of just these addresses for what they
 * looked at, then what they did in memory of the workflow. Who asks for removal of an address that was not known to be blocked
 * says that it is. Addresses that are not in use are rejected, each by itself.
 *
 * It is three writes, and each of them is harmless when repeated: whoever gets no answer sends the same press again, and what was
 * not yet written then is.
 *
 * Throws as `requireStaff` does, 404 `unknown_source`, 422 `all_rejected`, 409 `id_conflict` (the press said something else), 503.
 */
export async function answerChecks(
  context: Context,
  actor: Actor,
  slug: string,
  body: AnswersBody,
): Promise<AnswersReceipt> {
  requireStaff(actor, "editor");
  const source = await context.db.source.findFirst({ where: { slug, hiddenAt: null }, select: { id: true } });
  if (source === null) throw new Problem(404, "unknown_source", `Nothing is declared as ${slug}.`);
  const stored = await readStored(context, actor, body);
  const at = [...stored.values()][0] ?? context.clock.now();
  const asked = await readAsked(
    context,
    source.id,
    body.answers.map(({ address }) => address),
  );

  const rejected: { address: string; code: string }[] = [];
  const answers = body.answers.flatMap((answer, index) => {
    const known = asked.get(answer.address);
    if (known === undefined) rejected.push({ address: answer.address, code: "unknown_address" });
    return known === undefined ? [] : [{ ...answer, ...known, index }];
  });
  const looked = answers.filter(
    ({ answer, isBlocked, index }) =>
      answer === "blocked" || answer === "clear" || (answer === "requested" && (!isBlocked || stored.has(index))),
  );
  const receipt = await recordEvents(
    context,
    actor,
    looked.map(({ answer, address, effect, evidence, index }) => ({
      id: eventIdOf(body.id, index),
      type: answer === "clear" ? "unblock" : "block",
      address,
      source: slug,
      at: formatInstant(at),
      effect,
      evidence: evidence?.trim() ? evidence : BY_HAND,
    })),
  );
  const refused = new Set(receipt.rejected.map(({ index }) => looked[index]?.address));
  for (const { index, code } of receipt.rejected) rejected.push({ address: looked[index]?.address ?? "", code });
  const taken = answers.filter(({ address }) => !refused.has(address));
  if (taken.length === 0) {
    throw new Problem(422, "all_rejected", "None of the addresses could be taken.", { members: { rejected } });
  }

  const seen = looked.filter(({ address }) => !refused.has(address));
  if (seen.length > 0) {
    const round = {
      probe: DESK_PROBE,
      at: formatInstant(at),
      networks: [...new Set(seen.map(({ network }) => network))],
      sources: [slug],
      addresses: seen.map(({ address }) => address),
    };
    await recordHeartbeat(context, actor, HeartbeatBody.parse(round));
  }

  const request = {
    key: keyOfPress(body.id),
    method: "POST",
    path: slug,
    bytes: Buffer.from(JSON.stringify(body)),
  };
  await makeOnce(context, actor, request, {
    async write(tx) {
      const row = { sourceId: source.id, at: BigInt(at), checkedBy: nameOf(actor) };
      await tx.manualCheck.createMany({
        data: taken.map(({ id, answer }) => ({ ...row, addressId: id, answer })),
      });
      const requests = taken.filter(({ answer }) => answer === "requested");
      const { method, note } = body;
      await storeRequests(tx, actor, { sourceId: source.id, at, method, note }, requests);
      await recordAudit(tx, actor, "check.answer", slug, {
        answers: taken.map(({ address, answer }) => `${address} ${answer}`),
        ...(requests.length > 0 ? { method, note } : {}),
      });
      return formatInstant(at);
    },
    answer: async () => null,
  });
  return { at: formatInstant(at), taken: taken.length, rejected };
}
