import { isDeepStrictEqual } from "node:util";
import type { IncidentPatch } from "@/domain/contract/incident";
import type { Updates } from "@/domain/incident";
import { newestPosting } from "@/domain/incident";
import type { Instant } from "@/domain/instant";
import type { Actor } from "@/server/actor";
import { recordAudit } from "@/server/audit";
import type { Transaction } from "@/server/db";
import { nextRevision } from "@/server/declaring/declarations";
import { Faults } from "./checks";
import type { StoredIncident, StoredUpdate, Tie } from "./rows";
import { bigintOf, jsonOf } from "./rows";

/**
 * Stores what a patch changes and returns whether that is anything. Throws 422 with `unknown_network`, `unknown_source`,
 * `in_future`, `kind_fixed` where maintenance would become an incident or the reverse, `invalid` for a schedule that is none.
 */
export async function applyPatch(
  tx: Transaction,
  actor: Actor,
  incident: StoredIncident,
  updates: Updates<StoredUpdate>,
  patch: IncidentPatch,
  now: Instant,
): Promise<boolean> {
  const newest = newestPosting(updates);
  const before = editableOf(incident, newest.nextUpdateBy);
  const after = await mergePatch(tx, before, patch, now);
  if (isDeepStrictEqual(before, after)) return false;

  const { networks, sources, translations, startedAt, scheduledFor, scheduledUntil, nextUpdateBy, ...columns } = after;
  await tx.update.update({ where: { id: newest.id }, data: { nextUpdateBy: bigintOf(nextUpdateBy) } });
  await tx.incident.update({
    where: { id: incident.id },
    data: {
      ...columns,
      translationsJson: jsonOf(translations),
      startedAt: BigInt(startedAt),
      scheduledFor: bigintOf(scheduledFor),
      scheduledUntil: bigintOf(scheduledUntil),
      updatedAt: BigInt(now),
      revision: await nextRevision(tx),
      networks: { set: networks.map((id) => ({ id })) },
      sources: { set: sources.map((id) => ({ id })) },
    },
  });
  const { networks: _, sources: __, ...rest } = before;
  const tied = { networks: slugsOf(incident.networks), sources: slugsOf(incident.sources) };
  await recordAudit(
    tx,
    actor,
    "incident.edit",
    incident.id,
    { slug: incident.slug },
    {
      before: { ...rest, ...tied },
      after: {
        ...{ ...columns, translations, startedAt, scheduledFor, scheduledUntil, nextUpdateBy },
        networks: patch.networks?.toSorted() ?? tied.networks,
        sources: patch.sources?.toSorted() ?? tied.sources,
      },
    },
  );
  return true;
}

/** What a patch may change. */
function editableOf(incident: StoredIncident, nextUpdateBy: Instant | null) {
  const { title, lang, translations, impact, startedAt, scheduledFor, scheduledUntil } = incident;
  const { noticeMarkdown, postmortemMarkdown } = incident;
  const ties = { networks: idsOf(incident.networks), sources: idsOf(incident.sources) };
  const texts = { title, lang, translations, noticeMarkdown, postmortemMarkdown };
  return { ...texts, ...ties, impact, startedAt, scheduledFor, scheduledUntil, nextUpdateBy };
}

type Editable = ReturnType<typeof editableOf>;

async function mergePatch(tx: Transaction, before: Editable, patch: IncidentPatch, now: Instant): Promise<Editable> {
  const { networks, sources, translations, startedAt, ...fields } = patch;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const faults = new Faults();
  const named = await faults.ties(tx, { networks: networks ?? [], sources: sources ?? [] });
  const after: Editable = {
    ...before,
    ...given,
    translations: translations === undefined ? before.translations : (translations ?? {}),
    networks: networks === undefined ? before.networks : named.networks,
    sources: sources === undefined ? before.sources : named.sources,
  };
  if (startedAt !== undefined) after.startedAt = faults.startedAt(startedAt, after.impact, now);
  if ((before.impact === "maintenance") !== (after.impact === "maintenance")) {
    faults.add("/impact", "kind_fixed", "A maintenance cannot become an incident, nor an incident a maintenance.");
  }
  checkSchedule(faults, after);
  faults.throwIfAny();
  return after;
}

function checkSchedule(faults: Faults, { impact, scheduledFor, scheduledUntil }: Editable): void {
  if (impact === "maintenance" && scheduledFor === null) {
    faults.add("/scheduledFor", "invalid", "Maintenance says when it begins.");
  }
  if (impact === "maintenance" && scheduledUntil === null) {
    faults.add("/scheduledUntil", "invalid", "Maintenance says when it ends.");
  }
  if (scheduledFor !== null && scheduledUntil !== null && scheduledUntil <= scheduledFor) {
    faults.add("/scheduledUntil", "invalid", "Must be later than scheduledFor.");
  }
}

function slugsOf(ties: readonly Tie[]): string[] {
  return ties.map(({ slug }) => slug).toSorted();
}

function idsOf(ties: readonly Tie[]): number[] {
  return ties.map(({ id }) => id).sort((a, b) => a - b);
}
