import type { AddressId, Facts, SourceFacts, SourceId } from "./facts";
import type { Step } from "./health";
import type { Window } from "./instant";
import { knownByCohort } from "./known";
import type { Spans } from "./spans";
import { differenceOf, intersectionOf, spansWhere, unionOf } from "./spans";
import type { Survey } from "./survey";
import { surveyOf } from "./survey";
import { Tally } from "./tally";

/**
 * What is counted of the facts' network from `window.from` on: the first step is there, then one at each change before
 * `window.to`, ascending; steps that follow each other differ. `window.to` may be Infinity.
 * @param source by the same rule, with that source alone and as if it counted
 */
export function healthSteps(facts: Facts, window: Window, source?: SourceId): Step[] {
  const sources = source === undefined ? facts.sources : facts.sources.filter(({ id }) => id === source).map(alone);
  return stepsOf(surveyOf(facts, window), sources);
}

/** The source as it is when asked alone: whether it counts or not, it does. */
export function alone(source: SourceFacts): SourceFacts {
  return { ...source, counts: [{ from: Number.NEGATIVE_INFINITY, value: true }] };
}

/** Like `healthSteps`, were `sources` all there are. */
export function stepsOf(survey: Survey, sources: readonly SourceFacts[]): Step[] {
  const { window, cohorts, cohortOf } = survey;
  const tally = new Tally({ sending: 0, blocked: 0, unknown: 0, known: 0 });
  const known = knownByCohort(survey, sources);
  for (const cohort of cohorts) {
    const { sending } = cohort.coverage;
    const knownSpans = known.get(cohort) ?? [];
    const count = cohort.addresses.length;
    tally.add("sending", sending, count);
    tally.add("known", intersectionOf(sending, knownSpans), count);
    tally.add("unknown", differenceOf(sending, knownSpans), count);
  }
  for (const [address, spans] of blockedByAddress(survey, sources)) {
    const cohort = cohortOf.get(address);
    if (cohort === undefined) continue;
    const blocked = intersectionOf(cohort.coverage.sending, spans);
    tally.add("blocked", blocked, 1);
    tally.add("unknown", differenceOf(blocked, known.get(cohort) ?? []), -1);
  }
  return withoutRepeats(tally.steps(window));
}

/** When each address is blocked in the window by one of `sources` that counts then. */
function blockedByAddress({ blocks, window }: Survey, sources: readonly SourceFacts[]): Map<AddressId, Spans> {
  const byAddress = new Map<AddressId, Window[]>();
  for (const { id, counts } of sources) {
    const counting = intersectionOf(
      spansWhere(counts, (value) => value),
      [window],
    );
    for (const { address, from, to } of blocks.get(id) ?? []) {
      const spans = byAddress.get(address) ?? [];
      for (const span of counting) {
        spans.push({ from: Math.max(from, span.from), to: Math.min(to ?? span.to, span.to) });
      }
      byAddress.set(address, spans);
    }
  }
  return new Map([...byAddress].map(([address, spans]) => [address, unionOf(spans)]));
}

function withoutRepeats(steps: readonly Step[]): Step[] {
  return steps.filter((step, index) => {
    const last = steps[index - 1];
    return !(
      last !== undefined &&
      step.sending === last.sending &&
      step.blocked === last.blocked &&
      step.unknown === last.unknown &&
      step.known === last.known
    );
  });
}
