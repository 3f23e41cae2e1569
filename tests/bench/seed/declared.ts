import { HeartbeatBody } from "@/domain/contract/heartbeat";
import { IncidentBody } from "@/domain/contract/incident";
import { SourceBody } from "@/domain/contract/source";
import { UpdateBody } from "@/domain/contract/update";
import type { Instant } from "@/domain/instant";
import { DAY_MS, formatInstant, HOUR_MS, MINUTE_MS } from "@/domain/instant";
import type { Context } from "@/server/context";
import { recordHeartbeat } from "@/server/heartbeats";
import { openIncident } from "@/server/incidents";
import { putSource } from "@/server/sources";
import { postUpdate } from "@/server/updates";
import { declareNetwork, tokenOf } from "@/tests/support/declarations";
import { TOGETHER } from "./events";
import type { Size } from "./size";

/** A round may be missed without a gap. */
const STALE_AFTER_ROUNDS = 3;
/** One round in so many calls something unknown. */
const UNKNOWN_EVERY = 97;

/** Declares the networks and the sources, all members since the beginning. */
export async function declareAll(
  context: Context,
  { networks, sources, addresses, from, roundEveryMs }: Size,
): Promise<void> {
  for (let source = 0; source < sources; source += 1) {
    const kind = kindOf(source);
    const zone = kind === "dnsbl" ? { zone: `${source}.dnsbl.example.org` } : {};
    await putSource(
      context,
      tokenOf(),
      slugOf("source", source),
      SourceBody.parse({ name: `Source ${source}`, kind, ...zone }),
    );
  }
  const each = addresses / networks;
  for (let network = 0; network < networks; network += 1) {
    const ips = Array.from({ length: each }, (_, index) => `10.${network}.${index >> 8}.${index & 255}`);
    const isIdle = (_: string, index: number) => index % TOGETHER === TOGETHER - 1;
    await declareNetwork(
      context,
      slugOf("network", network),
      ips.filter((ip, index) => !isIdle(ip, index)),
      { since: from, idle: ips.filter(isIdle), staleAfterMinutes: (STALE_AFTER_ROUNDS * roundEveryMs) / MINUTE_MS },
    );
  }
}

/** Three probes' rounds, which keep every network verified throughout; what they did not get to know now and then is little. */
export async function fillRounds(context: Context, { sources, from, to, roundEveryMs }: Size): Promise<void> {
  const all = Array.from({ length: sources }, (_, source) => source);
  for (const [probe, kinds] of Object.entries({
    replies: ["receiver"],
    reports: ["filter", "reputation"],
    lists: ["dnsbl"],
  })) {
    const seen = all.filter((source) => kinds.includes(kindOf(source))).map((source) => slugOf("source", source));
    const [first] = seen;
    if (first === undefined) continue;
    const round = (at: Instant, unknown: object[]) =>
      recordHeartbeat(
        context,
        tokenOf(),
        HeartbeatBody.parse({ probe, at: formatInstant(at), sources: seen, unknown }),
      );
    await round(from, []);
    await round(from + roundEveryMs, [
      probe === "lists" ? { source: first } : { source: first, addresses: ["10.0.0.0", "10.0.0.1"] },
    ]);
  }
  await context.db.$executeRawUnsafe(`
    INSERT INTO "Round" ("scopeId", "at", "unknownId", "receivedAt")
    SELECT r."scopeId", ${from} + n * ${roundEveryMs}, iif(n % ${UNKNOWN_EVERY} = 1, r."unknownId", 0),
      ${from} + n * ${roundEveryMs}
    FROM (SELECT "scopeId", max("unknownId") AS "unknownId" FROM "Round" GROUP BY "scopeId") AS r CROSS JOIN (
      WITH RECURSIVE rounds(n) AS (
        SELECT 2 UNION ALL SELECT n + 1 FROM rounds WHERE ${from} + (n + 1) * ${roundEveryMs} < ${to})
      SELECT n FROM rounds)`);
}

/** Incidents with four updates each, spread over the time; the last is still open. `setNow` moves the context's clock. */
export async function openIncidents(context: Context, size: Size, setNow: (now: Instant) => void): Promise<void> {
  const { incidents, networks, sources, from, to } = size;
  for (let index = 0; index < incidents; index += 1) {
    const startedAt = from + Math.floor(((to - from - DAY_MS) * (index + 1)) / incidents);
    const text = (status: string) => ({
      status,
      bodyMarkdown: `We see mail of **network ${index % networks}** refused, and have asked for release.\n\n- step ${status}`,
    });
    setNow(startedAt + 5 * MINUTE_MS);
    const { id } = await openIncident(
      context,
      tokenOf(),
      IncidentBody.parse({
        title: `Mail refused by source ${index % sources}`,
        impact: index % 3 === 0 ? "major" : "minor",
        networks: [slugOf("network", index % networks)],
        sources: [slugOf("source", index % sources)],
        startedAt: formatInstant(startedAt),
        notify: false,
        update: text("investigating"),
      }),
    );
    const statuses = ["identified", "monitoring", ...(index === incidents - 1 ? [] : ["resolved"])];
    for (const [step, status] of statuses.entries()) {
      setNow(startedAt + (step + 1) * 2 * HOUR_MS);
      await postUpdate(context, tokenOf(), id, UpdateBody.parse({ notify: false, ...text(status) }));
    }
  }
}

function kindOf(source: number) {
  const turn = source % 10;
  return turn < 2 ? "receiver" : turn === 2 ? "filter" : turn === 3 ? "reputation" : "dnsbl";
}

function slugOf(what: string, number: number): string {
  return `${what}-${number}`;
}
