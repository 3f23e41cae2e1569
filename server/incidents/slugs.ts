import slugify from "@sindresorhus/slugify";
import { validate as isUuid } from "uuid";
import type { Instant } from "@/domain/instant";
import { formatInstant } from "@/domain/instant";
import type { Transaction } from "@/server/db";

const MAX_LENGTH = 64;

/** What `?window=` of a network's page says beside the slugs of incidents. */
const reserved: ReadonlySet<string> = new Set(["24h", "7d", "30d", "90d"]);

/**
 * A slug for an incident, free in the transaction: its title in Latin letters and digits, cut between words at 64 characters;
 * `-2`, `-3` … where others have it. A title without any gets the day that the incident began (UTC).
 */
export async function freeSlug(tx: Transaction, title: string, startedAt: Instant): Promise<string> {
  const slug = cut(slugify(title, { decamelize: false }), MAX_LENGTH);
  const wanted = slug === "" ? `incident-${formatInstant(startedAt).slice(0, "2014-06-25".length)}` : slug;
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? "" : `-${number}`;
    const candidate = cut(wanted, MAX_LENGTH - suffix.length) + suffix;
    if (await isFree(tx, candidate)) return candidate;
  }
}

/** Incidents are looked up by id or slug, so a slug must not look like an id. */
async function isFree(tx: Transaction, slug: string): Promise<boolean> {
  if (reserved.has(slug) || isUuid(slug)) return false;
  return (await tx.incident.findUnique({ where: { slug }, select: { id: true } })) === null;
}

function cut(slug: string, maxLength: number): string {
  if (slug.length <= maxLength) return slug;
  const cutAt = slug.lastIndexOf("-", maxLength);
  return slug.slice(0, cutAt > 0 ? cutAt : maxLength);
}
