import type { Facts, Round } from "./facts";
import { groupBy } from "./group";
import type { Instant } from "./instant";

/** What became of lists of rounds, as networks share them: by what else it depends on. */
export type Folded = Map<readonly Round[], Map<string, readonly Round[]>>;

/**
 * The same facts with fewer rounds: where a probe told the same again and again, so often that nothing was stale in between, the
 * first of them stands for all (`Round.until`). For steps of health; who asks when something was last seen needs every round.
 * @param done remembers lists that were folded, for facts of other networks that hold the same
 */
export function withoutRepeats(facts: Facts, done: Folded = new Map()): Facts {
  const longestGapMs = longestGapOf(facts);
  const moves = movesOf(facts);
  const ofList = done.get(facts.rounds) ?? new Map<string, readonly Round[]>();
  done.set(facts.rounds, ofList);
  const key = `${longestGapMs} ${moves.join()}`;
  const rounds = ofList.get(key) ?? foldedByProbe(facts.rounds, longestGapMs, moves);
  ofList.set(key, rounds);
  return { ...facts, rounds };
}

function foldedByProbe(rounds: readonly Round[], longestGapMs: number, moves: readonly Instant[]): Round[] {
  const byProbe = groupBy(rounds, ({ scope }) => scope.probe);
  return [...byProbe.values()].flatMap((ofProbe) => folded(ofProbe, longestGapMs, moves));
}

/** Rounds that are no further apart leave no gap, whatever is set when. */
function longestGapOf({ sources, staleAfterMs }: Facts): number {
  const settings = [staleAfterMs, ...sources.map((source) => source.staleAfterMs)].flat();
  return Math.min(...settings.map(({ value }) => value ?? Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY);
}

/** When addresses come and go while there are rounds, ascending: a round covers those that are there. */
function movesOf({ memberships, rounds }: Facts): Instant[] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { at } of rounds) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  const moves = new Set<Instant>();
  for (const { from, to } of memberships) {
    for (const move of [from, to]) if (move !== null && first < move && move <= last) moves.add(move);
  }
  return [...moves].sort((a, b) => a - b);
}

/** @param rounds of one probe; @param moves ascending */
function folded(rounds: readonly Round[], longestGapMs: number, moves: readonly Instant[]): Round[] {
  const sorted = [...rounds].sort((a, b) => a.at - b.at);
  const kept: Round[] = [];
  let move = 0;
  let last: Round | null = null;
  let until = Number.NEGATIVE_INFINITY;
  // Of rounds of one instant each speaks for itself.
  let isAlone = false;
  const keep = () => {
    if (last !== null) kept.push(until === last.at ? last : { ...last, until });
  };
  for (const [index, round] of sorted.entries()) {
    while ((moves[move] ?? Number.POSITIVE_INFINITY) <= until) move += 1;
    const wasAlone = isAlone;
    isAlone = round.at !== sorted[index - 1]?.at && round.at !== sorted[index + 1]?.at;
    const isRepeat =
      wasAlone &&
      isAlone &&
      last?.scope === round.scope &&
      last.unknown === round.unknown &&
      round.at - until <= longestGapMs &&
      (moves[move] ?? Number.POSITIVE_INFINITY) > round.at;
    if (!isRepeat) {
      keep();
      last = round;
    }
    until = round.at;
  }
  keep();
  return kept;
}
