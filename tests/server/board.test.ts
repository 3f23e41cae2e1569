import { describe, expect, test } from "vitest";
import { RemovalBody } from "@/domain/contract/desk/checks";
import { HeartbeatBody } from "@/domain/contract/heartbeat";
import { HOUR_MS, MINUTE_MS } from "@/domain/instant";
import type { Actor, StaffRole } from "@/server/actor";
import { nobody } from "@/server/actor";
import { getBoard, listBoardAddresses, markBoardSeen } from "@/server/board";
import type { Context } from "@/server/context";
import { recordEvents } from "@/server/events";
import { recordHeartbeat } from "@/server/heartbeats";
import { openIncident } from "@/server/incidents";
import { requestRemoval } from "@/server/removal-requests";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";
import { incidentBody, maintenanceBody } from "@/tests/support/incidents";

/** A member of staff, in the database as their actor says. */
async function staffOf(context: Context, role: StaffRole = "editor"): Promise<Actor> {
  const email = `${role}-${Math.random()}@example.org`;
  const { id } = await context.db.staff.create({ data: { email, name: role, role, createdAt: 0n } });
  return { kind: "staff", id, email, name: role, role, session: 1 };
}

let sent = 0;

async function tell(context: Context, type: "block" | "unblock", address: string, source: string, more: object = {}) {
  sent += 1;
  const at = new Date(context.clock.now()).toISOString();
  const event = { id: `board-${sent}`, type, address, source, at, ...more };
  const receipt = await recordEvents(context, tokenOf(), [event]);
  expect(receipt.rejected).toEqual([]);
}

function look(context: Context, more: object = {}) {
  return recordHeartbeat(context, tokenOf(), HeartbeatBody.parse({ probe: "lookout", ...more }));
}

const addresses = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.10"];

async function declare(context: Context) {
  const since = context.clock.now() - 24 * HOUR_MS;
  await declareNetwork(context, "main", addresses, { since, idle: ["192.0.2.200"], staleAfterMinutes: 60 });
  await declareSource(context, "outlook");
  await declareSource(context, "list", { kind: "reputation", counts: false });
}

describe.each(databases)("The board on $name", (database) => {
  test("an empty Vigie is calm and asks for its first network", async () => {
    const context = await database.openContext();
    const board = await getBoard(context, await staffOf(context));
    expect(board).toMatchObject({ hasNetwork: false, blocked: 0, rows: [], quiet: [], untold: null, mark: null });
  });

  test("a block shows by source and network, new until seen, with its evidence, and goes with its release", async () => {
    const context = await database.openContext();
    const [one, other] = [await staffOf(context), await staffOf(context)];
    await declare(context);
    await look(context);
    expect((await getBoard(context, one)).calm).not.toBeNull();
    context.clock.advance(MINUTE_MS);
    await tell(context, "block", "192.0.2.10", "outlook", { evidence: "550 5.7.1" });
    await tell(context, "block", "192.0.2.2", "outlook", { effect: "deferred" });
    await tell(context, "block", "192.0.2.200", "outlook");
    await tell(context, "block", "192.0.2.1", "list");

    const board = await getBoard(context, one);
    expect(board).toMatchObject({ blocked: 2, unseen: 2, calm: null, untold: { addresses: 2, deed: "mixed" } });
    expect(board.rows).toMatchObject([
      {
        network: { slug: "main", name: "main" },
        source: { slug: "outlook" },
        sending: 2,
        deferred: 1,
        idle: 1,
        of: 4,
        unseen: 2,
        requested: 0,
        evidence: { address: "192.0.2.10", text: "550 5.7.1" },
        incident: null,
      },
    ]);
    expect(board.rows[0]?.addresses.map(({ address }) => address)).toEqual(["192.0.2.2", "192.0.2.10", "192.0.2.200"]);
    expect(board.quiet).toMatchObject([{ source: { slug: "list" }, counts: false, sending: 1 }]);

    await markBoardSeen(context, one, { mark: Date.parse(board.mark ?? "") });
    expect((await getBoard(context, one)).unseen).toBe(0);
    expect((await getBoard(context, other)).unseen).toBe(2);

    context.clock.advance(MINUTE_MS);
    await tell(context, "block", "192.0.2.1", "outlook", { at: new Date(context.clock.now() - HOUR_MS).toISOString() });
    const later = await getBoard(context, one);
    expect(later.unseen, "a block that is told late is new all the same").toBe(1);
    expect(later.rows[0]?.addresses[0]).toMatchObject({ address: "192.0.2.1", isUnseen: true });
    await tell(context, "unblock", "192.0.2.2", "outlook", { at: new Date(context.clock.now() + 1).toISOString() });
    context.clock.advance(5);
    expect((await getBoard(context, one)).rows[0]).toMatchObject({ sending: 2, deferred: 0 });
  });

  test("looking at the board changes neither what is new nor the version, and an older look takes nothing back", async () => {
    const context = await database.openContext();
    const staff = await staffOf(context);
    await declare(context);
    await tell(context, "block", "192.0.2.1", "outlook");
    const first = await getBoard(context, staff);
    const second = await getBoard(context, staff);
    expect(second.unseen).toBe(1);
    const now = context.clock.now();
    await markBoardSeen(context, staff, { mark: now });
    await markBoardSeen(context, staff, { mark: now - HOUR_MS });
    const third = await getBoard(context, staff);
    expect(third).toMatchObject({ unseen: 0, version: first.version });
    await markBoardSeen(context, staff, { mark: now + HOUR_MS });
    context.clock.advance(MINUTE_MS);
    await tell(context, "block", "192.0.2.2", "outlook");
    expect((await getBoard(context, staff)).unseen, "a mark ahead counts as now").toBe(1);
  });

  test("it says what the public page says, and whether readers were told", async () => {
    const context = await database.openContext();
    const staff = await staffOf(context);
    await declare(context);
    await look(context);
    await tell(context, "block", "192.0.2.1", "outlook");
    const board = await getBoard(context, staff, "fr");
    expect(board.claim).toMatchObject({ headline: expect.stringMatching(/^75\s%/u), level: "partial_outage" });
    expect(board.untold).toMatchObject({ addresses: 1, networks: [{ slug: "main" }], sources: [{ slug: "outlook" }] });
    const { slug } = await openIncident(context, tokenOf(), incidentBody({ sources: ["outlook"] }));
    const told = await getBoard(context, staff);
    expect(told).toMatchObject({ untold: null, rows: [{ incident: { slug, title: "Mail refused" } }] });
  });

  test("what is overdue is told: a promise, a probe, a network, the beginning and the end of maintenance", async () => {
    const context = await database.openContext();
    const staff = await staffOf(context);
    await declare(context);
    await look(context);
    const now = context.clock.now();
    const iso = (ms: number) => new Date(now + ms).toISOString();
    await openIncident(context, tokenOf(), incidentBody({ nextUpdateBy: iso(30 * MINUTE_MS) }));
    const hours = { scheduledFor: iso(HOUR_MS), scheduledUntil: iso(2 * HOUR_MS) };
    await openIncident(context, tokenOf(), maintenanceBody({ title: "Late to begin", ...hours }));
    const status = { status: "in_progress" };
    await openIncident(context, tokenOf(), maintenanceBody({ title: "Late to end", ...hours, update: status }));
    expect((await getBoard(context, staff)).incidents.flatMap(({ overdue }) => overdue)).toEqual([]);

    context.clock.advance(3 * HOUR_MS);
    const board = await getBoard(context, staff);
    const late = board.incidents.flatMap(({ title, overdue }) => overdue.map((one) => [title, one.what, one.since]));
    expect(late.sort()).toEqual([
      ["Late to begin", "begin", iso(HOUR_MS)],
      ["Late to end", "end", iso(2 * HOUR_MS)],
      ["Mail refused", "update", iso(30 * MINUTE_MS)],
    ]);
    expect(board.silent).toEqual([{ probe: "lookout", since: iso(HOUR_MS) }]);
    expect(board.unverified).toMatchObject([{ slug: "main", since: iso(HOUR_MS) }]);
    expect(board.calm).toBeNull();
  });

  test("nothing is calm where nobody ever looked, even without an hour by which somebody should have", async () => {
    const context = await database.openContext();
    const staff = await staffOf(context);
    await declareNetwork(context, "main", addresses, { since: context.clock.now() - HOUR_MS });
    await declareSource(context, "outlook");
    const before = await getBoard(context, staff);
    expect(before.unverified).toMatchObject([{ slug: "main", since: null }]);
    expect(before.calm).toBeNull();
    await look(context);
    const after = await getBoard(context, staff);
    expect(after.unverified).toEqual([]);
    expect(after.calm).not.toBeNull();
  });

  test("all addresses of a row are listed on request, and none of a row that is gone", async () => {
    const context = await database.openContext();
    const staff = await staffOf(context);
    await declareNetwork(
      context,
      "main",
      Array.from({ length: 12 }, (_, index) => `192.0.2.${index + 1}`),
    );
    await declareSource(context, "outlook");
    for (let host = 12; host > 0; host -= 1) await tell(context, "block", `192.0.2.${host}`, "outlook");
    expect((await getBoard(context, staff)).rows[0]?.addresses).toHaveLength(5);
    const { items } = await listBoardAddresses(context, staff, { network: "main", source: "outlook" });
    expect(items.map(({ address }) => address)).toEqual(Array.from({ length: 12 }, (_, i) => `192.0.2.${i + 1}`));
    expect(await listBoardAddresses(context, staff, { network: "main", source: "gone" })).toEqual({ items: [] });
  });

  test("removal requests show at once, with how many and since when there is none", async () => {
    const context = await database.openContext();
    const staff = await staffOf(context);
    await declare(context);
    await tell(context, "block", "192.0.2.1", "outlook");
    context.clock.advance(HOUR_MS);
    await tell(context, "block", "192.0.2.2", "outlook");
    const begun = new Date(context.clock.now()).toISOString();
    expect((await getBoard(context, staff)).rows[0]).toMatchObject({ requested: 0 });
    const body = RemovalBody.parse({ source: "outlook", addresses: ["192.0.2.1"], method: "form", note: null });
    await requestRemoval(context, staff, null, body);
    const [row] = (await getBoard(context, staff)).rows;
    expect(row).toMatchObject({ sending: 2, requested: 1, oldestUnrequestedAt: begun });
    expect(row?.addresses[0]).toMatchObject({ address: "192.0.2.1", removalRequestedAt: begun });
  });

  test("it is for staff alone: nobody is asked to sign in, a token is refused", async () => {
    const context = await database.openContext();
    for (const [actor, status] of [
      [nobody, 401],
      [tokenOf(), 403],
    ] as const) {
      await expect(getBoard(context, actor)).rejects.toMatchObject({ status });
      await expect(listBoardAddresses(context, actor, { network: "a", source: "b" })).rejects.toMatchObject({ status });
      await expect(markBoardSeen(context, actor, { mark: 0 })).rejects.toMatchObject({ status });
    }
    await expect(getBoard(context, await staffOf(context, "administrator"))).resolves.toBeTruthy();
  });
});
