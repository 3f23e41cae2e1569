import type { Facts } from "./facts";
import type { Instant } from "./instant";
import { healthSteps } from "./steps";
import { surveyOf } from "./survey";
import { bandOf, RUN_MIN_MS } from "./timeline";

/**
 * The earliest instant after `now` at which what is published may differ though nobody has said anything new; null:
 * it stays as it is. May be early (then nothing is found changed), never late.
 * @param networks for each network its facts from ten minutes before `now` on, with all that is dated ahead
 * @param deadlines instants from which something else holds: an update overdue, a maintenance begun
 */
export function nextChangeAt(now: Instant, networks: Iterable<Facts>, deadlines: Iterable<Instant>): Instant | null {
  return earliestAfter(now, [...[...networks].map((facts) => nextTurnAt(now, facts)), ...deadlines]);
}

/** The earliest of the instants that is after `now`; null: none is. Infinity is never. */
export function earliestAfter(now: Instant, instants: Iterable<Instant>): Instant | null {
  let next = Number.POSITIVE_INFINITY;
  for (const at of instants) if (at > now && at < next) next = at;
  return next === Number.POSITIVE_INFINITY ? null : next;
}

/**
 * `nextChangeAt` of one network; Infinity: never. Until then its present is what it is at `now`, and asked again in between
 * with the same facts this answers the same.
 */
export function nextTurnAt(now: Instant, facts: Facts): Instant {
  let next = Number.POSITIVE_INFINITY;
  const consider = (at: Instant) => {
    if (at > now && at < next) next = at;
  };
  considerTurns(facts, now, consider);
  consider(runStart(facts, now) + RUN_MIN_MS);
  return next;
}

/** Every instant from `now` on at which something that counts rest on begins or ends, and some earlier ones. */
function considerTurns(facts: Facts, now: Instant, consider: (at: Instant) => void): void {
  for (const { from, to } of [...facts.memberships, ...facts.blocks]) {
    consider(from);
    consider(to ?? from);
  }
  for (const { at } of facts.rounds) consider(at);
  for (const { from } of facts.staleAfterMs) consider(from);
  const { cohorts, pairs } = surveyOf(facts, { from: now, to: Number.POSITIVE_INFINITY });
  for (const source of facts.sources) {
    for (const { from } of [...source.counts, ...source.staleAfterMs]) consider(from);
    for (const { coverage, exceptions } of cohorts) {
      const { watched, known } = pairs.spans(coverage, source, exceptions);
      for (const { from, to } of [...watched, ...known]) {
        consider(from);
        consider(to);
      }
    }
  }
}

/** When the present run of health began; no earlier than ten minutes ago, which is all that matters. */
function runStart(facts: Facts, now: Instant): Instant {
  const steps = healthSteps(facts, { from: now - RUN_MIN_MS, to: now + 1 });
  const last = steps.at(-1);
  const before = steps.findLast((step) => last !== undefined && bandOf(step) !== bandOf(last));
  const start = steps.find(({ at }) => before !== undefined && at > before.at);
  return (start ?? steps[0])?.at ?? now;
}
