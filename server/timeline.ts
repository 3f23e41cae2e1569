import { z } from "zod";
import type { ListOf } from "@/domain/contract/list";
import type { TimelineItem, TimelineQuery } from "@/domain/contract/timeline";
import { invalidBody } from "@/server/declaring/declarations";
import { compareNewestFirst } from "@/server/incidents/log-order";
import { listFactEntries, listUpdateEntries } from "@/server/incidents/timeline-entries";
import type { Context } from "./context";
import { decodeCursor, encodeCursor } from "./cursor";

/** A `Place` in the log. */
const CursorKey = z.tuple([z.int(), z.literal([0, 1]), z.int(), z.string()]);

/**
 * The log: updates by people and measured facts in one thread, newest first (`compareNewestFirst`). [from, to) on `at`.
 * `network`: its facts, and the updates of incidents that name it; null: all updates, and the facts of all declared networks.
 * Reads back only as far as the page goes. `lang` picks translations, null the originals.
 * Throws 404 `unknown_network`, 422 `invalid` for from ≥ to or a cursor that is none.
 */
export async function listTimeline(
  context: Context,
  { network, from, to, cursor, limit }: TimelineQuery,
  lang: string | null = null,
): Promise<ListOf<TimelineItem>> {
  if (from !== null && to !== null && from >= to) {
    throw invalidBody([{ path: "/from", code: "invalid", detail: "Must be earlier than `to`." }]);
  }
  const after = cursor === null ? null : decodeCursor(CursorKey, cursor);
  const end = context.clock.now() + 1;
  const wanted = { network, from, to: Math.min(to ?? end, end), after, count: limit + 1 };
  const updates = await listUpdateEntries(context, wanted, lang);
  const facts = await listFactEntries(context, wanted, updates);
  const entries = [...updates, ...facts].sort((a, b) => compareNewestFirst(a.place, b.place));
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    nextCursor: entries.length > limit && last !== undefined ? encodeCursor(last.place) : null,
  };
}
