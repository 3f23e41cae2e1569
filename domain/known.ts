import type { Cohort, Coverage } from "./cohort";
import type { SourceFacts } from "./facts";
import type { Window } from "./instant";
import type { PairSpans } from "./pair";
import { NO_EXCEPTIONS } from "./pair";
import type { Spans } from "./spans";
import { differenceOf, intersectionOf, spansWhere, unionOf } from "./spans";
import type { Survey } from "./survey";
import { Tally } from "./tally";

const NOTHING = { needsWatch: 0, watched: 0, unknownReceivers: 0, others: 0, knownOthers: 0 };
type Watch = typeof NOTHING;

/** Every watched receiver and filter is known, 80 % of what else is watched, and something is watched where that is needed. */
function isKnown({ needsWatch, watched, unknownReceivers, others, knownOthers }: Watch): boolean {
  return unknownReceivers === 0 && 10 * knownOthers >= 8 * others && (needsWatch === 0 || watched > 0);
}

/** When the addresses of each cohort are known, blocked or not, in the survey's window, were `sources` all there are. */
export function knownByCohort(survey: Survey, sources: readonly SourceFacts[]): Map<Cohort, Spans> {
  const { pairs, window } = survey;
  const needsWatch = intersectionOf(
    spansWhere(survey.facts.staleAfterMs, (staleAfterMs) => staleAfterMs !== null),
    [window],
  );
  const counting = sources.filter(({ counts }) => counts.some(({ value }) => value));
  const withoutExceptions = new Map<Coverage, { tally: Tally<keyof Watch>; known: Spans }>();
  const baseOf = (coverage: Coverage) => {
    const tally = new Tally(NOTHING);
    tally.add("needsWatch", needsWatch, 1);
    for (const source of counting) addPair(tally, source, pairs.spans(coverage, source, NO_EXCEPTIONS), 1);
    return { tally, known: spansWhereKnown(tally, window) };
  };
  const knownOf = ({ coverage, exceptions }: Cohort) => {
    const base = withoutExceptions.get(coverage) ?? baseOf(coverage);
    withoutExceptions.set(coverage, base);
    const named = new Set([...exceptions].map(({ source }) => source));
    const excepted = counting.filter(({ id }) => named.has(id));
    if (excepted.length === 0) return base.known;
    const tally = base.tally.copy();
    for (const source of excepted) {
      addPair(tally, source, pairs.spans(coverage, source, NO_EXCEPTIONS), -1);
      addPair(tally, source, pairs.spans(coverage, source, exceptions), 1);
    }
    return spansWhereKnown(tally, window);
  };
  return new Map(survey.cohorts.map((cohort) => [cohort, knownOf(cohort)]));
}

function addPair(tally: Tally<keyof Watch>, source: SourceFacts, pair: PairSpans, weight: 1 | -1): void {
  const watched = intersectionOf(
    pair.watched,
    spansWhere(source.counts, (counts) => counts),
  );
  tally.add("watched", watched, weight);
  if (source.kind === "receiver" || source.kind === "filter") {
    tally.add("unknownReceivers", differenceOf(watched, pair.known), weight);
  } else {
    tally.add("others", watched, weight);
    tally.add("knownOthers", intersectionOf(watched, pair.known), weight);
  }
}

function spansWhereKnown(tally: Tally<keyof Watch>, window: Window): Spans {
  const steps = tally.steps(window);
  const pieces = steps.map((step, index) => ({ from: step.at, to: steps[index + 1]?.at ?? window.to, step }));
  return unionOf(pieces.filter(({ step }) => isKnown(step)));
}
