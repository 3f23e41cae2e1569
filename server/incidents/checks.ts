import type { Impact } from "@/domain/contract/incident";
import type { UpdateStatus } from "@/domain/contract/update";
import { mayBear } from "@/domain/incident";
import type { Instant } from "@/domain/instant";
import { MINUTE_MS } from "@/domain/instant";
import type { Actor } from "@/server/actor";
import { boundNetworks, holds, mayTouch } from "@/server/actor";
import type { Transaction } from "@/server/db";
import { invalidBody } from "@/server/declaring/declarations";
import type { Fault } from "@/server/problem";
import { Problem } from "@/server/problem";

/** Ids of what an incident names, ascending. */
export interface TieIds {
  readonly networks: readonly number[];
  readonly sources: readonly number[];
}

/**
 * Throws 403 `not_allowed` for a token that is bound to other networks. An incident without networks is about the whole page,
 * so a bound token may not touch it.
 */
export function requireNetworks(actor: Actor, slugs: readonly string[]): void {
  const bound = boundNetworks(actor);
  if (bound === null) return;
  const foreign = slugs.find((slug) => !mayTouch(actor, slug));
  if (foreign !== undefined) {
    throw new Problem(403, "not_allowed", `This token is bound to other networks than ${foreign}.`);
  }
  if (slugs.length === 0) {
    throw new Problem(403, "not_allowed", `This token is bound to networks (${bound.join(", ")}): name them.`);
  }
}

/** The same for an incident that is there. */
export function requireTies(actor: Actor, { networks }: { readonly networks: readonly { slug: string }[] }): void {
  requireNetworks(
    actor,
    networks.map(({ slug }) => slug),
  );
}

/** Throws 403 `insufficient_scope` for a `postedAt` without scope admin: only an imported log says when it was published. */
export function requireImporter(actor: Actor, postedAt: Instant | null): void {
  if (postedAt !== null && !holds(actor, "admin")) {
    throw new Problem(403, "insufficient_scope", "To say postedAt needs a token with the scope admin.");
  }
}

/** What is wrong with a body in the light of what is stored; throws them together. */
export class Faults {
  readonly #faults: Fault[] = [];

  add(path: string, code: string, detail: string): void {
    this.#faults.push({ path, code, detail });
  }

  /** `at` as it is to be stored: a clock may be a minute ahead of ours, and no fact is later than now. */
  notAhead(path: string, at: Instant, now: Instant): Instant {
    if (at > now + MINUTE_MS) this.add(path, "in_future", "It lies ahead.");
    return Math.min(at, now);
  }

  /** Maintenance may begin later than now. */
  startedAt(at: Instant, impact: Impact, now: Instant): Instant {
    return impact === "maintenance" ? at : this.notAhead("/startedAt", at, now);
  }

  /** The instant of publication, with no minute of grace. */
  posted(path: string, postedAt: Instant, now: Instant): Instant {
    if (postedAt > now) this.add(path, "in_future", "It lies ahead.");
    return postedAt;
  }

  /** Maintenance has statuses of its own. */
  status(path: string, impact: Impact, status: UpdateStatus): void {
    if (mayBear(impact, status)) return;
    this.add(path, "invalid", `${status} is no status of ${impact === "maintenance" ? "maintenance" : "an incident"}.`);
  }

  /** Ids of networks and sources by their slugs. */
  async ties(tx: Transaction, { networks, sources }: { networks: readonly string[]; sources: readonly string[] }) {
    const declared = { hiddenAt: null };
    const select = { id: true, slug: true };
    const found = {
      networks: await tx.network.findMany({ where: { ...declared, slug: { in: [...networks] } }, select }),
      sources: await tx.source.findMany({ where: { ...declared, slug: { in: [...sources] } }, select }),
    };
    return {
      networks: this.#known("network", networks, found.networks),
      sources: this.#known("source", sources, found.sources),
    } satisfies TieIds;
  }

  /** Throws 422 with all that was found; the code is theirs where they share one, else `invalid`. */
  throwIfAny(): void {
    if (this.#faults.length > 0) throw invalidBody(this.#faults);
  }

  #known(
    noun: "network" | "source",
    slugs: readonly string[],
    rows: readonly { id: number; slug: string }[],
  ): number[] {
    const known = new Set(rows.map(({ slug }) => slug));
    for (const [index, slug] of slugs.entries()) {
      if (!known.has(slug)) this.add(`/${noun}s/${index}`, `unknown_${noun}`, `There is no ${noun} ${slug}.`);
    }
    return rows.map(({ id }) => id).sort((a, b) => a - b);
  }
}
