import type { LogView } from "@/components/log";
import { DAY_MS } from "@/domain/instant";
import { listTimeline } from "@/server/timeline";
import { logView } from "./log-view";
import { networkNames } from "./names";
import type { Viewer } from "./viewer";

const REACH_MS = 90 * DAY_MS;
/** The latest days that come to so many lines together; one day at least. */
const LINES = 24;

/** The latest days of the log, of one network or (null) of all. */
export async function loadLog(network: string | null, viewer: Viewer): Promise<LogView> {
  const { context, lang, now } = viewer;
  const query = { network, from: now - REACH_MS, to: null, cursor: null, limit: 2 * LINES };
  const [{ items }, networks] = await Promise.all([listTimeline(context, query, lang), networkNames(viewer)]);
  const view = logView(items, { ...viewer, networks });
  let lines = 0;
  const days = view.days.filter(({ entries }, index) => {
    lines += entries.length;
    return index === 0 || lines <= LINES;
  });
  return { ...view, days };
}
