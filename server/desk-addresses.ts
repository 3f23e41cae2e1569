import { parseAddress } from "@/domain/address";
import type { DeskAddressAnswer } from "@/domain/contract/desk/checks";
import { CheckAnswerKind } from "@/domain/contract/desk/checks";
import { Effect } from "@/domain/contract/event";
import { Role } from "@/domain/contract/network";
import { formatInstant } from "@/domain/instant";
import { expectedAt, latestRequest, requestsOf } from "@/domain/removal";
import { readTogether } from "@/server/database/snapshot";
import { nameIn } from "@/server/declaring/declared";
import type { Actor } from "./actor";
import { requireStaff } from "./actor";
import type { Context } from "./context";
import { Problem } from "./problem";
import type { RemovalRequest } from "./removal-requests";
import { listRemovalRequests } from "./removal-requests";
import { staffNames } from "./staff-names";

type NamedRow = Parameters<typeof nameIn>[0] & { readonly slug: string };

const MAX_ROWS = 100;
const MAX_BLOCKS = 1_000;

/**
 * All that is known of an address, newest first: where it was, who blocked it with the requests for removal of each block, the
 * last events with their evidence, and what people answered. Retired addresses are told too. Names are in `lang`.
 * Throws as `requireStaff` does, 404 `unknown_address` for one that never was ours, 503.
 */
export async function getDeskAddress(
  context: Context,
  actor: Actor,
  ip: string,
  lang: string | null = null,
): Promise<DeskAddressAnswer> {
  requireStaff(actor, "editor");
  const named = (row: NamedRow) => ({ slug: row.slug, name: nameIn(row, lang) });
  return readTogether(context, async ({ reader, now }) => {
    const address = await reader.address.findUnique({
      where: { ip: parseAddress(ip) ?? "" },
      include: {
        memberships: { orderBy: { fromAt: "desc" }, include: { network: true } },
        blocks: { orderBy: { fromAt: "desc" }, take: MAX_BLOCKS, include: { source: true } },
        events: { orderBy: [{ at: "desc" }, { seq: "desc" }], take: MAX_ROWS, include: { source: true } },
        manualChecks: { orderBy: [{ at: "desc" }, { id: "desc" }], take: MAX_ROWS, include: { source: true } },
        removalRequests: { distinct: ["sourceId"], include: { source: true } },
      },
    });
    if (address === null) throw new Problem(404, "unknown_address", `${ip.slice(0, 64)} is in none of our networks.`);
    const asked = new Map(address.removalRequests.map(({ source }) => [source.id, named(source)]));
    const pairs = [...asked.keys()].map((sourceId) => ({ addressId: address.id, sourceId }));
    const requests = await listRemovalRequests(reader, pairs);
    const nameOf = await staffNames(reader);
    const told = ({ at, requestedBy, method, note }: RemovalRequest) => ({
      at: formatInstant(at),
      by: nameOf(requestedBy),
      method,
      note,
    });
    const owned = new Set<RemovalRequest>();
    const blocks = address.blocks.map(({ source, effect, evidence, ...block }) => {
      const span = { from: Number(block.fromAt), to: block.toAt === null ? null : Number(block.toAt) };
      const own = requestsOf(
        span,
        requests.filter(({ sourceId }) => sourceId === source.id),
      );
      for (const request of own) owned.add(request);
      const latest = latestRequest(span, own, now);
      const expected = latest && expectedAt(latest.at, source.removalDays);
      return {
        source: { ...named(source), removalUrl: source.removalUrl, lookupUrl: source.lookupUrl },
        from: formatInstant(span.from),
        to: span.to === null || span.to > now ? null : formatInstant(span.to),
        effect: Effect.parse(effect),
        evidence,
        requests: own.map(told).reverse(),
        expectedAt: expected === null ? null : formatInstant(expected),
      };
    });
    return {
      now: formatInstant(now),
      address: address.ip,
      memberships: address.memberships.map(({ network, role, label, fromAt, toAt }) => ({
        network: named(network),
        role: Role.parse(role),
        label,
        from: formatInstant(Number(fromAt)),
        to: toAt === null ? null : formatInstant(Number(toAt)),
      })),
      blocks,
      otherRequests: requests
        .filter((request) => !owned.has(request))
        .map((request) => ({ ...told(request), source: asked.get(request.sourceId) ?? { slug: "", name: "" } }))
        .reverse(),
      events: address.events.map(({ at, source, type, effect, evidence, sender }) => ({
        at: formatInstant(Number(at)),
        source: named(source),
        type: type === "block" ? "block" : "unblock",
        effect: effect === null ? null : Effect.parse(effect),
        evidence,
        by: nameOf(sender),
      })),
      answers: address.manualChecks.map(({ at, source, answer, checkedBy }) => ({
        at: formatInstant(Number(at)),
        source: named(source),
        answer: CheckAnswerKind.parse(answer),
        by: nameOf(checkedBy),
      })),
    };
  });
}
