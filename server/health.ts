import { addSums, integrate } from "@/domain/availability";
import type { Bucket, BucketStep } from "@/domain/buckets";
import { bucketOf, buckets, countBuckets, fittingStep, parseStep } from "@/domain/buckets";
import type { HealthBucket, HealthBuckets, HealthPoint, HealthPoints } from "@/domain/contract/health";
import { dayStart, daysBetween } from "@/domain/days";
import type { NetworkId, SourceId } from "@/domain/facts";
import type { Figures, Step } from "@/domain/health";
import { figuresOf } from "@/domain/health";
import type { Instant, Window } from "@/domain/instant";
import { DAY_MS, formatInstant } from "@/domain/instant";
import { databaseProblem } from "@/server/database/faults";
import { listDeclared } from "@/server/declaring/declared";
import { getNetworkId } from "@/server/declaring/network-ids";
import type { DaySum } from "@/server/figures/day-cache";
import { readHistory } from "@/server/figures/days";
import { beginningsOf } from "@/server/figures/membership-facts";
import { openFacts, openSteps } from "@/server/figures/open-facts";
import { sumsOf } from "@/server/figures/past-figures";
import { stepsWithin } from "@/server/figures/step-lists";
import type { Context } from "./context";
import { beginningOf, stepsDuring } from "./history";
import { perContext } from "./per-context";
import { Problem } from "./problem";

/** Points or buckets in one answer. */
const MAX_ITEMS = 5_000;

/** A stretch of a network's history. `to` null or ahead: now; `from` null: 24 hours before; `source` null: by all that count. */
interface Stretch {
  readonly from?: Instant | null;
  readonly to?: Instant | null;
  readonly source?: string | null;
}

/**
 * Health of the network `slug` at an instant.
 * Throws 404 `unknown_network` or `unknown_source`, 422 `in_future`, 503 as the database says.
 */
export async function healthAt(
  context: Context,
  slug: string,
  { at, source = null }: { readonly at: Instant; readonly source?: string | null },
): Promise<HealthPoint> {
  const { network, sourceId } = await find(context, slug, source);
  if (at > context.clock.now()) throw inFuture("/at");
  return readHistory(context, async (reading) => {
    const [step] = await stepsDuring(reading, network, { from: at, to: at + 1 }, sourceId);
    return pointOf(step ?? { at, sending: 0, blocked: 0, unknown: 0, known: 0 });
  });
}

/**
 * Health of the network `slug` from `from` on: a point there, then one per change of what is published, before `to`.
 * Throws as `healthAt`, 422 `invalid` where `from` is not earlier than `to`, and 422 `range_too_wide` with a `step` that
 * would fit.
 */
export async function healthPoints(context: Context, slug: string, stretch: Stretch): Promise<HealthPoints> {
  const { network, sourceId } = await find(context, slug, stretch.source ?? null);
  const window = windowOf(context, stretch);
  const steps = await readHistory(context, (reading) => stepsDuring(reading, network, window, sourceId));
  const changes = steps.filter((step, index) => {
    const last = steps[index - 1];
    return last === undefined || !isSame(figuresOf(last), figuresOf(step));
  });
  if (changes.length > MAX_ITEMS) throw tooWide(context, window);
  return { points: changes.map(pointOf) };
}

/**
 * Health of the network `slug`, cut by `step` (`15m`, `1h`, `1d`, …), ascending. `beganAt` is when the first sending address
 * joined; null: none did.
 * Throws as `healthPoints`, and 422 `invalid` for a step that is none.
 */
export async function healthBuckets(
  context: Context,
  slug: string,
  { step, ...stretch }: Stretch & { readonly step: string },
): Promise<HealthBuckets & { beganAt: Instant | null }> {
  const { network, sourceId } = await find(context, slug, stretch.source ?? null);
  const { timeZone } = context.settings;
  const cut = parseStep(step);
  if (cut === null) throw invalid("/step", "Minutes, hours or days, such as 15m, 1h or 1d.");
  const window = windowOf(context, stretch);
  if (countBuckets(window, cut, timeZone) > MAX_ITEMS) throw tooWide(context, window);
  return readHistory(context, async (reading) => ({
    buckets: cutUp(await stepsDuring(reading, network, window, sourceId), window, cut, timeZone),
    beganAt: await beginningOf(reading, network),
  }));
}

/**
 * Health of all declared networks on each of the last `days` days (at most 90) of the page's zone, oldest first, today up to
 * now the last of them, by the network's slug. `beganAt` as in `healthBuckets`. Throws 503 as the database says.
 */
export function healthOfDays(
  context: Context,
  days: number,
): Promise<ReadonlyMap<string, { readonly days: readonly Bucket[]; readonly beganAt: Instant | null }>> {
  return readHistory(context, async (reading) => {
    const { now, openAt, reader, timeZone } = reading;
    const { networks } = await listDeclared(context, reader, now);
    const ids = networks.map(({ id }) => id);
    // From noon to noon, so that days of 23 and 25 hours make no day too many or too few.
    const from = dayStart(openAt + DAY_MS / 2 - (days - 1) * DAY_MS, timeZone);
    const over = daysBetween({ from, to: openAt }, timeZone);
    const sums = await sumsOf(reading, ids);
    const beganAt = await beginningsOf(context, reader, ids);
    const facts = await openFacts(reading, ids);
    return new Map(
      networks.map(({ id, slug }) => {
        const ofNetwork = facts.get(id);
        const today = { from: openAt, to: now };
        const steps = ofNetwork === undefined ? [] : stepsWithin(openSteps(reading, ofNetwork), today);
        const pieces = bucketsOver(context, sums.get(id) ?? [], over);
        const all = now > openAt ? [...pieces, bucketOf(integrate(steps, today), today)] : pieces;
        return [slug, { days: all, beganAt: beganAt.get(id) ?? null }];
      }),
    );
  });
}

const bucketsOf = perContext(
  "buckets",
  () => new WeakMap<readonly DaySum[], { from: Instant; buckets: readonly Bucket[] }>(),
);

/** The days that are over, cut once while their sums stay the same object. */
function bucketsOver(context: Context, sums: readonly DaySum[], days: readonly Window[]): readonly Bucket[] {
  const kept = bucketsOf(context);
  const from = days[0]?.from ?? 0;
  const found = kept.get(sums);
  if (found?.from === from && found.buckets.length === days.length) return found.buckets;
  const byDay = new Map(sums.map(({ at, sum }) => [at, sum]));
  const buckets = days.map((day) => bucketOf(byDay.get(day.from) ?? addSums([]), day));
  kept.set(sums, { from, buckets });
  return buckets;
}

function told({ from, to, ...figures }: Bucket): HealthBucket {
  return { from: formatInstant(from), to: formatInstant(to), ...figures };
}

function cutUp(steps: readonly Step[], window: Window, step: BucketStep, timeZone: string): HealthBucket[] {
  return buckets(steps, window, step, timeZone).map(told);
}

async function find(
  context: Context,
  slug: string,
  source: string | null,
): Promise<{ network: NetworkId; sourceId: SourceId | undefined }> {
  try {
    const network = await getNetworkId(context, slug);
    if (source === null) return { network, sourceId: undefined };
    const row = await context.db.source.findUnique({ where: { slug: source }, select: { id: true } });
    if (row === null) throw new Problem(404, "unknown_source", `There is no source ${source}.`);
    return { network, sourceId: row.id };
  } catch (error) {
    throw databaseProblem(error) ?? error;
  }
}

/** The stretch, cut to now. */
function windowOf(context: Context, { from = null, to = null }: Stretch): Window {
  const now = context.clock.now();
  const end = Math.min(to ?? now, now);
  const window = { from: from ?? (to ?? now) - DAY_MS, to: end };
  if (window.from >= (to ?? now)) throw invalid("/from", "Must be earlier than `to`.");
  if (window.from >= now) throw inFuture("/from");
  return window;
}

function pointOf(step: Step): HealthPoint {
  return { at: formatInstant(step.at), ...figuresOf(step) };
}

function isSame(a: Figures, b: Figures): boolean {
  return (
    a.health === b.health &&
    a.sending === b.sending &&
    a.blocked === b.blocked &&
    a.unknown === b.unknown &&
    a.verified === b.verified
  );
}

function tooWide({ settings }: Context, window: Window): Problem {
  const step = fittingStep(window, MAX_ITEMS, settings.timeZone);
  const detail = `The range holds more than ${MAX_ITEMS} entries; with step=${step} it would fit.`;
  return new Problem(422, "range_too_wide", detail, {
    errors: [{ path: "/from", code: "range_too_wide", detail }],
    members: { step },
  });
}

function inFuture(path: string): Problem {
  const detail = "Nothing is known yet of time ahead.";
  return new Problem(422, "in_future", detail, { errors: [{ path, code: "in_future", detail }] });
}

function invalid(path: string, detail: string): Problem {
  return new Problem(422, "invalid", `${path}: ${detail}`, { errors: [{ path, code: "invalid", detail }] });
}
