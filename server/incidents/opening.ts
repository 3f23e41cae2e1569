import { v7 as newId } from "uuid";
import type { IncidentBody } from "@/domain/contract/incident";
import type { Instant } from "@/domain/instant";
import type { Actor } from "@/server/actor";
import { recordAudit } from "@/server/audit";
import type { Transaction } from "@/server/db";
import { Faults } from "./checks";
import { bigintOf, jsonOf } from "./rows";
import { freeSlug } from "./slugs";
import { checkUpdate, createUpdate } from "./update-posting";

/** Stores an incident with its first update and returns its id. Throws 422 as `openIncident` says. */
export async function createIncident(tx: Transaction, actor: Actor, body: IncidentBody, now: Instant): Promise<string> {
  const { title, lang, impact, noticeMarkdown, postmortemMarkdown, notify, nextUpdateBy } = body;
  const faults = new Faults();
  const ties = await faults.ties(tx, body);
  const update = checkUpdate(faults, "/update", { ...body.update, notify, nextUpdateBy }, impact, now);
  const startedAt = faults.startedAt(body.startedAt ?? update.at, impact, now);
  faults.throwIfAny();

  const id = newId();
  const slug = await freeSlug(tx, title, startedAt);
  await tx.incident.create({
    data: {
      id,
      slug,
      title,
      lang,
      impact,
      noticeMarkdown,
      postmortemMarkdown,
      translationsJson: jsonOf(body.translations ?? {}),
      startedAt: BigInt(startedAt),
      scheduledFor: bigintOf(body.scheduledFor),
      scheduledUntil: bigintOf(body.scheduledUntil),
      createdAt: BigInt(now),
      updatedAt: BigInt(now),
      networks: { connect: ties.networks.map((networkId) => ({ id: networkId })) },
      sources: { connect: ties.sources.map((sourceId) => ({ id: sourceId })) },
    },
  });
  await createUpdate(tx, id, update);
  const after = { ...body, update, startedAt };
  await recordAudit(tx, actor, "incident.open", id, { slug }, { before: null, after });
  return id;
}
