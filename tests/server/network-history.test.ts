import { describe, expect, it } from "vitest";
import { HOUR_MS, MINUTE_MS } from "@/domain/instant";
import { nobody } from "@/server/actor";
import { deleteNetwork, getNetwork, listNetworks, putNetwork } from "@/server/networks";
import { currentVersion } from "@/server/version";
import { databases } from "@/tests/support/databases";
import { networkBody, put, staff } from "@/tests/support/networks";

describe.each(databases)("a network over time on $name", (database) => {
  it("keeps the history of an address: left, back under another role, moved elsewhere", async () => {
    const context = await database.openContext({ now: Date.parse("2026-03-10T12:00:30Z") });
    await put(context, "main", ["192.0.2.1"]);
    context.clock.advance(HOUR_MS);
    await put(context, "main", []);
    context.clock.advance(1_000);
    await put(context, "main", [{ address: "192.0.2.1", role: "idle" }]);
    context.clock.advance(HOUR_MS);
    await put(context, "main", []);
    await put(context, "other", ["192.0.2.1"]);
    const rows = await context.db.membership.findMany({ orderBy: { fromAt: "asc" }, include: { network: true } });
    const at = (ms: bigint | null) => (ms === null ? null : new Date(Number(ms)).toISOString().slice(11, 19));
    expect(rows.map(({ network, role, fromAt, toAt }) => [network.slug, role, at(fromAt), at(toAt)])).toEqual([
      ["main", "sending", "12:00:00", "13:00:30"],
      ["main", "idle", "13:00:30", "14:00:31"],
      ["other", "sending", "14:00:31", null],
    ]);
  });

  it("refuses a start inside an earlier membership with 422 overlap", async () => {
    const context = await database.openContext();
    await put(context, "main", [{ address: "192.0.2.1", since: "2026-03-01T00:00:00Z" }]);
    await put(context, "main", []);
    context.clock.advance(HOUR_MS);
    const entry = { address: "192.0.2.1", since: "2026-03-10T11:59:59Z" };
    await expect(put(context, "other", [entry])).rejects.toMatchObject({ status: 422, code: "overlap" });
    await put(context, "other", [{ ...entry, since: "2026-03-10T12:00:00Z" }]);
  });

  it("drops the kept days that a start in the past changes, and no others", async () => {
    const context = await database.openContext();
    await put(context, "main", [{ address: "192.0.2.1", since: "2026-03-01T00:00:00Z" }]);
    await put(context, "other", []);
    const days = ["2026-03-03", "2026-03-04", "2026-03-05"].map((day) => BigInt(Date.parse(`${day}T00:00:00+01:00`)));
    const kept = { stepsJson: "[]", verifiedMs: 0n, minTenths: null, lostTenthMs: 0n };
    const networks = await context.db.network.findMany();
    await context.db.day.createMany({
      data: networks.flatMap(({ id }) => days.map((at) => ({ networkId: id, at, ...kept }))),
    });
    const { pastRevision } = await context.db.state.findFirstOrThrow();
    await put(context, "main", [{ address: "192.0.2.1", since: "2026-03-04T10:00:00Z" }]);
    expect(await context.db.day.count({ where: { network: { slug: "other" } } })).toBe(3);
    expect(await context.db.day.count({ where: { network: { slug: "main" } } })).toBe(0);
    expect((await context.db.state.findFirstOrThrow()).pastRevision).toBeGreaterThan(pastRevision);

    await context.db.day.createMany({ data: days.map((at) => ({ networkId: networks[0]?.id ?? 0, at, ...kept })) });
    await put(context, "main", [
      { address: "192.0.2.1", since: "2026-03-04T10:00:00Z" },
      { address: "192.0.2.2", since: "2026-03-05T10:00:00Z" },
    ]);
    expect((await context.db.day.findMany({ where: { network: { slug: "main" } } })).map(({ at }) => at)).toEqual(
      days.slice(0, 2),
    );
  });

  it("holds the first staleAfterMinutes for all earlier time, and later ones from now on", async () => {
    const context = await database.openContext();
    const now = context.clock.now();
    await put(context, "main", [], { staleAfterMinutes: 5 });
    await put(context, "main", [], { staleAfterMinutes: 6 });
    await put(context, "main", [], { staleAfterMinutes: 7 });
    context.clock.advance(MINUTE_MS);
    await put(context, "main", []);
    expect(await context.db.networkSetting.findMany({ orderBy: { fromAt: "asc" } })).toMatchObject([
      { fromAt: 0n, staleAfterMs: 300_000n },
      { fromAt: BigInt(now), staleAfterMs: 420_000n },
      { fromAt: BigInt(now + MINUTE_MS), staleAfterMs: null },
    ]);
  });

  it("honours If-Match: the ETag of any GET with the same token, a list, or *", async () => {
    const context = await database.openContext();
    const { etag } = await put(context, "main", []);
    const french = (await getNetwork(context, staff, "main", "fr")).etag;
    expect(french).not.toBe(etag);
    expect((await getNetwork(context, nobody, "main")).etag).not.toBe(etag);
    let description = 0;
    const tryWith = async (ifMatch: string) => {
      description += 1;
      return (
        await putNetwork(context, staff, "main", networkBody([], { description: String(description) }), { ifMatch })
      ).etag;
    };
    const second = await tryWith(etag);
    await expect(tryWith(etag)).rejects.toMatchObject({ status: 412, code: "precondition_failed" });
    await expect(tryWith(`W/${second}`)).rejects.toMatchObject({ status: 412 });
    await expect(tryWith('"nonsense"')).rejects.toMatchObject({ status: 412 });
    const third = await tryWith(`"nonsense", ${second}`);
    expect(await tryWith("*")).not.toBe(third);
    await expect(putNetwork(context, staff, "absent", networkBody([]), { ifMatch: "*" })).rejects.toMatchObject({
      status: 412,
    });
    await expect(deleteNetwork(context, staff, "main", { ifMatch: third })).rejects.toMatchObject({ status: 412 });
  });

  it("is hidden by a deletion that ends its memberships, and brought back by a PUT", async () => {
    const context = await database.openContext();
    await put(context, "main", ["192.0.2.1"], { staleAfterMinutes: 5 });
    const { id } = await context.db.network.findFirstOrThrow();
    context.clock.advance(HOUR_MS);
    await deleteNetwork(context, staff, "main");
    await expect(getNetwork(context, staff, "main")).rejects.toMatchObject({ status: 404, code: "unknown_network" });
    await expect(deleteNetwork(context, staff, "main")).rejects.toMatchObject({ status: 404, code: "unknown_network" });
    expect((await listNetworks(context, staff, { limit: 50, cursor: null })).items).toEqual([]);
    expect(await context.db.membership.findMany()).toMatchObject([{ toAt: BigInt(context.clock.now()) }]);
    expect(await currentVersion(context)).toBe(2);

    await put(context, "other", ["192.0.2.1"]);
    await put(context, "other", []);
    const { created, answer } = await put(context, "main", ["192.0.2.1"], { staleAfterMinutes: 5 });
    expect({ created, sending: answer.sending }).toEqual({ created: true, sending: 1 });
    expect(answer.createdAt).toBe("2026-03-10T12:00:00.000Z");
    expect((await context.db.network.findUniqueOrThrow({ where: { slug: "main" } })).id).toBe(id);
  });
});
