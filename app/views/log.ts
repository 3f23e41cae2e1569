import type { LogView } from "@/components/log";
import { DAY_MS } from "@/domain/instant";
import { listTimeline } from "@/server/timeline";
import { logView } from "./log-view";
import { networkNames } from "./names";
import type { Viewer } from "./viewer";

const REACH_MS = 90 * DAY_MS;
const LINES = 40;
/** So many of the latest days of which something is told. */
const DAYS = 4;

/** The latest days of the log, of one network or (null) of all. */
export async function loadLog(network: string | null, viewer: Viewer): Promise<LogView> {
  const { context, lang, now } = viewer;
  const query = { network, from: now - REACH_MS, to: null, cursor: null, limit: LINES };
  const [{ items }, networks] = await Promise.all([listTimeline(context, query, lang), networkNames(viewer)]);
  const view = logView(items, { ...viewer, networks });
  return { ...view, days: view.days.slice(0, DAYS) };
}
