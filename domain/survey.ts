import type { Cohort } from "./cohort";
import { cohortsOf } from "./cohort";
import type { AddressId, Block, Facts, SourceId } from "./facts";
import { groupBy } from "./group";
import type { Window } from "./instant";
import { Pairs } from "./pair";

/** The facts of a network during a window, put in order once for all the questions asked of them. */
export interface Survey {
  readonly facts: Facts;
  readonly window: Window;
  readonly cohorts: readonly Cohort[];
  readonly cohortOf: ReadonlyMap<AddressId, Cohort>;
  readonly pairs: Pairs;
  /** Those of addresses in the cohorts that overlap the window. */
  readonly blocks: ReadonlyMap<SourceId, readonly Block[]>;
}

export function surveyOf(facts: Facts, window: Window): Survey {
  const cohorts = cohortsOf(facts, window);
  const cohortOf = new Map<AddressId, Cohort>();
  for (const cohort of cohorts) for (const address of cohort.addresses) cohortOf.set(address, cohort);
  const blocks = facts.blocks.filter(
    ({ address, from, to }) => from < window.to && (to === null || to > window.from) && cohortOf.has(address),
  );
  return {
    facts,
    window,
    cohorts,
    cohortOf,
    pairs: new Pairs(facts, window),
    blocks: groupBy(blocks, ({ source }) => source),
  };
}
