import type { Deed, Share, Since } from "./claim";
import type { SourceId, SourceKind } from "./facts";
import type { Present, SourcePresent } from "./present";

/** What the claims need of a source that is declared. */
export interface SourceTraits {
  readonly kind: SourceKind;
  /** Whether it counts now. */
  readonly counts: boolean;
  /** Receivers that use its data. */
  readonly affects: readonly SourceId[];
}

/** A declared source that blocks sending addresses of a network. */
export interface Blocker extends Share {
  readonly traits: SourceTraits;
  readonly present: SourcePresent;
}

/** The declared sources that block a sending address: most addresses first, receivers before others, then by id. */
export function blockersOf(present: Present, sources: ReadonlyMap<SourceId, SourceTraits>): Blocker[] {
  const blockers: Blocker[] = [];
  for (const [source, counts] of present.bySource) {
    const traits = sources.get(source);
    if (!traits || counts.blocked === 0) continue;
    blockers.push({ source, traits, present: counts, addresses: counts.blocked, deed: deedOf(traits.kind, counts) });
  }
  const isOther = (blocker: Blocker) => Number(blocker.traits.kind !== "receiver");
  return blockers.sort((a, b) => b.addresses - a.addresses || isOther(a) - isOther(b) || a.source - b.source);
}

/** What a source does, by its kind and the effects of its blocks; of none, what it would do. */
export function deedOf(kind: SourceKind, { blocked, deferred }: Pick<SourcePresent, "blocked" | "deferred">): Deed {
  if (kind === "manual") return "blocked";
  if (kind !== "receiver") return "listed";
  if (deferred === 0) return "refused";
  return deferred === blocked ? "deferred" : "mixed";
}

/** The word for what several do: their common one, else the widest that is still true. */
export function commonDeed(deeds: readonly Deed[]): Deed {
  const [first = "blocked", ...rest] = deeds;
  if (rest.every((deed) => deed === first)) return first;
  return deeds.every((deed) => deed === "refused" || deed === "deferred" || deed === "mixed") ? "mixed" : "blocked";
}

/** The other blockers whose data `receiver` uses and that list every address that it blocks, in the order given. */
export function dataBehind(receiver: Blocker, blockers: readonly Blocker[], present: Present): Blocker[] {
  if (receiver.traits.kind !== "receiver") return [];
  return blockers.filter((blocker) => {
    if (blocker.traits.kind === "receiver" || !blocker.traits.affects.includes(receiver.source)) return false;
    const both = present.refusals.filter(
      ({ sources }) => sources.includes(receiver.source) && sources.includes(blocker.source),
    );
    return both.reduce((sum, refusal) => sum + refusal.addresses, 0) === receiver.addresses;
  });
}

/** Since when these block what they block now. */
export function sinceOfBlockers(blockers: readonly Blocker[]): Since {
  const firsts = blockers.map(({ present }) => present.firstBlockAt ?? Number.POSITIVE_INFINITY);
  const lasts = blockers.map(({ present }) => present.lastBlockAt ?? Number.NEGATIVE_INFINITY);
  const at = Math.min(...firsts);
  return { at, all: Math.max(...lasts) === at };
}

/** Addresses whose block by this source is still confirmed: known to it and not clear. */
export function confirmedBy({ present: { sending, blocked, unknown, known } }: Blocker): number {
  return known - (sending - blocked - unknown);
}
