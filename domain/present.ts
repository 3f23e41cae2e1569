import type { Block, Effect, Facts, SourceFacts, SourceId } from "./facts";
import { groupBy } from "./group";
import type { Counts } from "./health";
import type { Instant } from "./instant";
import { settingAt } from "./instant";
import { alone, stepsOf } from "./steps";
import type { Survey } from "./survey";
import { surveyOf } from "./survey";

/** A source by itself: as if it counted, and as if there were no other. */
export interface SourcePresent extends Counts {
  /** How many of the blocked are deferred. */
  readonly deferred: number;
  /** When the oldest and the newest of its blocks in force began; null: it blocks no sending address. */
  readonly firstBlockAt: Instant | null;
  readonly lastBlockAt: Instant | null;
}

/** Sending addresses that the same sources block in the same way. */
export interface Refusal {
  /** All that block them, counted or not, ascending. */
  readonly sources: readonly SourceId[];
  /** `deferred` where all of them only defer. */
  readonly effect: Effect;
  readonly addresses: number;
  /** From when on each of these blocked each of them. */
  readonly since: Instant;
}

/** A network at one instant. */
export interface Present {
  readonly counts: Counts;
  /** Receivers and filters that count, and every source that blocks a sending address, counted or not. */
  readonly bySource: ReadonlyMap<SourceId, SourcePresent>;
  /** Each sending address that any source blocks is in one of them. Most addresses first. */
  readonly refusals: readonly Refusal[];
  /** Sources, counted or not, that are watched but not known of some sending address; ascending. */
  readonly silent: readonly SourceId[];
}

/** The facts' network at `at`, by the rules of `healthSteps`. Facts of [at, at + 1 ms) suffice. */
export function presentOf(facts: Facts, at: Instant): Present {
  const survey = surveyOf(facts, { from: at, to: at + 1 });
  const counted = facts.sources.filter(({ counts }) => settingAt(counts, at));
  const asked = counted.filter(({ kind }) => kind === "receiver" || kind === "filter");
  const blocking = facts.sources.filter(({ id }) => survey.blocks.has(id));
  return {
    counts: countsOf(survey, facts.sources),
    bySource: new Map([...new Set([...asked, ...blocking])].map((source) => [source.id, sourceOf(survey, source)])),
    refusals: refusalsOf([...survey.blocks.values()].flat()),
    silent: facts.sources
      .filter((source) => isSilent(survey, source))
      .map(({ id }) => id)
      .sort((a, b) => a - b),
  };
}

function countsOf(survey: Survey, sources: readonly SourceFacts[]): Counts {
  const { sending = 0, blocked = 0, unknown = 0, known = 0 } = stepsOf(survey, sources)[0] ?? {};
  return { sending, blocked, unknown, known };
}

function sourceOf(survey: Survey, source: SourceFacts): SourcePresent {
  const blocks = survey.blocks.get(source.id) ?? [];
  const begins = blocks.map(({ from }) => from);
  return {
    ...countsOf(survey, [alone(source)]),
    deferred: new Set(blocks.filter(({ effect }) => effect === "deferred").map(({ address }) => address)).size,
    firstBlockAt: blocks.length === 0 ? null : begins.reduce((a, b) => Math.min(a, b)),
    lastBlockAt: blocks.length === 0 ? null : begins.reduce((a, b) => Math.max(a, b)),
  };
}

function isSilent({ cohorts, pairs }: Survey, source: SourceFacts): boolean {
  return cohorts.some(({ coverage, exceptions }) => {
    const { watched, known } = pairs.spans(coverage, source, exceptions);
    return watched.length > 0 && known.length === 0;
  });
}

function refusalsOf(blocks: readonly Block[]): Refusal[] {
  const byAddress = groupBy(blocks, ({ address }) => address);
  const groups = new Map<string, Refusal>();
  for (const ofAddress of byAddress.values()) {
    const sources = [...new Set(ofAddress.map(({ source }) => source))].sort((a, b) => a - b);
    const effect = ofAddress.every((block) => block.effect === "deferred") ? "deferred" : "refused";
    const since = ofAddress.reduce((latest, { from }) => Math.max(latest, from), Number.NEGATIVE_INFINITY);
    const key = `${sources.join()} ${effect}`;
    const group = groups.get(key) ?? { sources, effect, addresses: 0, since };
    groups.set(key, { ...group, addresses: group.addresses + 1, since: Math.max(group.since, since) });
  }
  const ordered = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  return ordered.sort((a, b) => b.addresses - a.addresses);
}
