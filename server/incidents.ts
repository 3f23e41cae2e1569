import { z } from "zod";
import type {
  IncidentAnswer,
  IncidentBody,
  IncidentPatch,
  IncidentSummary,
  IncidentsQuery,
} from "@/domain/contract/incident";
import type { ListOf } from "@/domain/contract/list";
import { resolvedAt } from "@/domain/incident";
import type { Wish } from "@/server/declaring/declarations";
import { requireMatch } from "@/server/declaring/declarations";
import { getNetworkId } from "@/server/declaring/network-ids";
import { listMeasuredFacts } from "@/server/figures/measured";
import { incidentAnswer } from "@/server/incidents/answers";
import { requireImporter, requireNetworks, requireTies } from "@/server/incidents/checks";
import { applyPatch } from "@/server/incidents/edits";
import { findIncident, listSummaries, readIncident } from "@/server/incidents/lookup";
import { createIncident } from "@/server/incidents/opening";
import type { Actor } from "./actor";
import { requireScope } from "./actor";
import { change } from "./change";
import type { Context } from "./context";
import { decodeCursor, encodeCursor } from "./cursor";
import type { Transaction } from "./db";
import type { RepeatableRequest } from "./idempotency";
import { makeOnce } from "./idempotency";

/**
 * Opens an incident or maintenance with its first update, and gives it back as its GET does. Without `startedAt` it began with
 * that update. `request`: the request, where it bears an Idempotency-Key (see `makeOnce`).
 * Throws 401, 403 `insufficient_scope` (also for `postedAt` without scope admin) or `not_allowed`, 422 with `unknown_network`,
 * `unknown_source` or `in_future`, 409 `id_conflict`, 503.
 */
export async function openIncident(
  context: Context,
  actor: Actor,
  body: IncidentBody,
  request: RepeatableRequest | null = null,
  lang: string | null = null,
): Promise<IncidentAnswer> {
  requireScope(actor, "incidents:write");
  requireNetworks(actor, body.networks);
  requireImporter(actor, body.update.postedAt);
  return makeOnce(context, actor, request, {
    write: (tx) => createIncident(tx, actor, body, context.clock.now()),
    answer: (tx, id) => answerIncident(context, tx, id, lang),
  });
}

/**
 * Changes an incident: what `patch` leaves out stays, null clears; `nextUpdateBy` is set on the newest update by `postedAt`. A
 * patch of nothing changes nothing. `ifMatch`: the revision that the patch was made for, as the desk reads it. Gives the
 * incident back as its GET does.
 * Throws as `openIncident` does, 404 `unknown_incident`, 412 `precondition_failed`, and 422 where maintenance would become an
 * incident or the reverse.
 */
export async function editIncident(
  context: Context,
  actor: Actor,
  idOrSlug: string,
  patch: IncidentPatch,
  lang: string | null = null,
  { ifMatch = null }: Wish = {},
): Promise<IncidentAnswer> {
  requireScope(actor, "incidents:write");
  const { result } = await change(context, async (tx) => {
    const { incident, updates } = await readIncident(tx, idOrSlug);
    requireTies(actor, incident);
    requireMatch(ifMatch, incident.revision);
    if (patch.networks !== undefined) requireNetworks(actor, patch.networks);
    const changed = await applyPatch(tx, actor, incident, updates, patch, context.clock.now());
    return { result: await answerIncident(context, tx, incident.id, lang), changed };
  });
  return result;
}

/**
 * An incident with its updates, newest first by `at`, `postedAt`, id, and what was measured of its networks while it lasted,
 * newest first. `lang` picks translations, null the originals. Throws 404 `unknown_incident`.
 */
export function getIncident(context: Context, idOrSlug: string, lang: string | null = null): Promise<IncidentAnswer> {
  return answerIncident(context, null, idOrSlug, lang);
}

/** The same, as the transaction sees it: what was written there is answered for before it is durable, or not at all. */
async function answerIncident(
  context: Context,
  within: Transaction | null,
  idOrSlug: string,
  lang: string | null,
): Promise<IncidentAnswer> {
  const { incident, updates } = await findIncident(context, within, idOrSlug);
  const networks = incident.networks.filter(({ isHidden }) => !isHidden);
  const end = resolvedAt(updates) ?? context.clock.now();
  const measured = await listMeasuredFacts(context, networks, { from: incident.startedAt, to: end + 1 }, within);
  return incidentAnswer(incident, updates, measured, { settings: context.settings, lang });
}

const CursorKey = z.tuple([z.int(), z.string()]);

/**
 * Incidents by `startedAt`, then id, newest first, each with its latest update. `status` open: neither resolved nor completed;
 * `network`: those that name it. Throws 404 `unknown_network`, 422 `invalid` for a cursor that is none.
 */
export async function listIncidents(
  context: Context,
  { status, network, cursor, limit }: IncidentsQuery,
  lang: string | null = null,
): Promise<ListOf<IncidentSummary>> {
  const networkId = network === null ? null : await getNetworkId(context, network);
  const before = cursor === null ? null : decodeCursor(CursorKey, cursor);
  const summaries = await listSummaries(context, { status, networkId, before, limit: limit + 1 }, lang);
  const page = summaries.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ answer }) => answer),
    nextCursor: summaries.length > limit && last !== undefined ? encodeCursor([last.startedAt, last.answer.id]) : null,
  };
}

/** All incidents that are neither resolved nor completed, newest `startedAt` first. */
export async function listOpenIncidents(
  context: Context,
  lang: string | null = null,
): Promise<readonly IncidentSummary[]> {
  const open = { status: "open", networkId: null, before: null, limit: null } as const;
  return (await listSummaries(context, open, lang)).map(({ answer }) => answer);
}
