import type { Instant } from "@/domain/instant";
import { change } from "@/server/change";
import type { Context } from "@/server/context";
import type { Transaction } from "@/server/db";
import { Problem } from "@/server/problem";
import type { Declared, Put, Wish } from "./declarations";
import { nextRevision, requireMatch, requireSlug } from "./declarations";

/** What a row of something declared has, whatever it is. */
interface Stored {
  readonly hiddenAt: bigint | null;
  readonly revision: bigint;
}

/** What a change of a declaration leaves in its row. */
export interface Stamp {
  readonly updatedAt: bigint;
  readonly hiddenAt: bigint | null;
  readonly revision: bigint;
}

interface Declaring<Row extends Stored, T> {
  readonly find: (tx: Transaction) => Promise<Row | null>;
  /**
   * What to write, or null where the body says what is there. `before` is the row, hidden or not; `here` the same while it is
   * declared. What it throws is told before 412.
   */
  readonly plan: (
    tx: Transaction,
    rows: { readonly before: Row | null; readonly here: Row | null },
    now: Instant,
  ) => Promise<((stamp: Stamp) => Promise<void>) | null>;
  readonly answer: (tx: Transaction) => Promise<Declared<T>>;
}

/**
 * Makes what is declared under `slug` what its body says, in one change; a repeat changes nothing.
 * Throws 422 `invalid` (slug), what `plan` throws, 412 `precondition_failed`, 503.
 */
export async function putDeclared<Row extends Stored, T>(
  context: Context,
  slug: string,
  { ifMatch = null, ifNoneMatch = null }: Wish,
  { find, plan, answer }: Declaring<Row, T>,
): Promise<Put<T>> {
  requireSlug(slug);
  const { result } = await change(context, async (tx) => {
    const now = context.clock.now();
    const before = await find(tx);
    const here = before?.hiddenAt === null ? before : null;
    const write = await plan(tx, { before, here }, now);
    requireMatch(ifMatch, here?.revision ?? null);
    if (ifNoneMatch?.trim() === "*" && here !== null) {
      throw new Problem(412, "precondition_failed", `There is ${slug} already.`);
    }
    if (write !== null) await write({ updatedAt: BigInt(now), hiddenAt: null, revision: await nextRevision(tx) });
    return { result: { created: here === null, ...(await answer(tx)) }, changed: write !== null };
  });
  return result;
}

/** Hides what is declared: `get` throws where there is none, `hide` ends what it does. Throws as they do, 412 and 503. */
export async function hideDeclared<Row extends Stored>(
  context: Context,
  { ifMatch = null }: Wish,
  get: (tx: Transaction) => Promise<Row>,
  hide: (tx: Transaction, row: Row, stamp: Stamp, now: Instant) => Promise<void>,
): Promise<void> {
  await change(context, async (tx) => {
    const now = context.clock.now();
    const row = await get(tx);
    requireMatch(ifMatch, row.revision);
    await hide(tx, row, { updatedAt: BigInt(now), hiddenAt: BigInt(now), revision: await nextRevision(tx) }, now);
    return { result: null, changed: true };
  });
}

/** From when on a new value of a setting holds: the first for all earlier time too, each other from now on. */
export function settingFrom(last: { readonly fromAt: bigint } | undefined, now: Instant): bigint {
  return last === undefined ? 0n : BigInt(Math.max(now, Number(last.fromAt)));
}
