import { describe, expect, it } from "vitest";
import { HOUR_MS } from "@/domain/instant";
import { openContext } from "@/server/context";
import { parseSettings } from "@/server/env";
import { isProblem } from "@/server/problem";
import { getReplay, noteReader, steerReplay } from "@/server/replay";
import { findStaff } from "@/server/sessions";
import { signIn } from "@/server/sign-in";
import { addStaff } from "@/server/staff";
import { issueToken } from "@/server/tokens";
import { currentVersion } from "@/server/version";
import { databases } from "@/tests/support/databases";

const FROM = "2014-06-24T22:00:00.000Z";

describe.each(databases)("a replay on $name", (database) => {
  async function openReplay() {
    const settings = parseSettings({ DATABASE_URL: await database.url(), REPLAY_FROM: FROM, LOG_LEVEL: "silent" });
    const context = openContext(settings);
    await steerReplay(context, { paused: true });
    return context;
  }

  it("forgets everything but accounts, sessions, tokens, settings and the version when it is reset, and begins again", async () => {
    const context = await openReplay();
    await issueToken(context, { name: "demo", scopes: ["admin"], networks: null });
    await context.db.source.create({
      data: { slug: "outlook", name: "Outlook.com", kind: "receiver", createdAt: 0n, updatedAt: 0n, revision: 1n },
    });
    await context.db.incident.create({
      data: {
        id: "1",
        slug: "refused",
        title: "Refused",
        impact: "minor",
        startedAt: 0n,
        createdAt: 0n,
        updatedAt: 0n,
        sources: { connect: { slug: "outlook" } },
      },
    });
    const address = await context.db.address.create({ data: { ip: "192.0.2.1" } });
    const { id: sourceId } = await context.db.source.findFirstOrThrow();
    const pair = { sourceId, addressId: address.id, at: 0n };
    await context.db.manualCheck.create({ data: { ...pair, answer: "clear", checkedBy: "staff:demo@example.org" } });
    await context.db.removalRequest.create({
      data: { ...pair, requestedBy: "staff:demo@example.org", method: "form", createdAt: 0n },
    });
    await context.db.image.create({ data: { name: "a.png", createdAt: 0n, createdBy: "staff:demo@example.org" } });
    await addStaff(context, {
      email: "demo@example.org",
      name: "Demo",
      role: "editor",
      password: "correct horse battery",
    });
    const credentials = { email: "demo@example.org", password: "correct horse battery" };
    const secret = await signIn(context, credentials, { address: "192.0.2.9", agent: "" });
    const { id: staffId } = await context.db.staff.findFirstOrThrow();
    await context.db.draft.create({ data: { staffId, subject: "incident", bodyJson: "{}", savedAt: 0n } });
    const before = await currentVersion(context);
    await steerReplay(context, { until: Date.parse(FROM) + HOUR_MS, speed: 1e12, paused: false });
    await expect.poll(() => getReplay(context).now).toBe("2014-06-24T23:00:00.000Z");

    const looker = { email: "a@example.org", name: "A", role: "editor", createdAt: 0n };
    await context.db.staff.create({ data: { ...looker, boardSeenAt: BigInt(Date.parse(FROM)) } });

    const state = await steerReplay(context, { reset: true, paused: true });

    expect(state.now).toBe(FROM);
    expect(state.until).toBeNull();
    expect(await currentVersion(context)).toBe(before + 1);
    expect(await context.db.token.count()).toBe(1);
    expect(await findStaff(context, secret)).toMatchObject({ kind: "staff", email: "demo@example.org" });
    const tables = await context.db.$queryRaw<{ name: string }[]>`
      SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_migrations'`;
    expect(await context.db.staff.count({ where: { boardSeenAt: { not: null } } }), "looks at the board").toBe(0);
    const kept = ["State", "Token", "Staff", "Session", "Invitation"];
    for (const { name } of tables.filter((table) => !kept.includes(table.name))) {
      const rows = await context.db.$queryRawUnsafe<unknown[]>(`SELECT 1 FROM "${name}" LIMIT 1`);
      expect(rows, name).toEqual([]);
    }
  });

  it("carries what a visitor wishes to the player, and what the player offers to the visitor", async () => {
    const context = await openReplay();
    expect(getReplay(context)).toMatchObject({ opened: false, goTo: null, marks: [] });
    noteReader(context);
    await steerReplay(context, { marks: [Date.parse(FROM) + HOUR_MS, Date.parse(FROM)], goTo: Date.parse(FROM) });
    expect(getReplay(context)).toMatchObject({
      opened: true,
      goTo: FROM,
      marks: [FROM, "2014-06-24T23:00:00.000Z"],
      from: FROM,
    });
    expect(await steerReplay(context, { goTo: null })).toMatchObject({ goTo: null });
  });

  it("does not exist on real time", async () => {
    const context = await database.openContext();
    expect(() => getReplay(context)).toThrowError(expect.objectContaining({ status: 404, code: "not_found" }));
    const refusal = await steerReplay(context, { reset: true }).catch((error: unknown) => error);
    expect(isProblem(refusal)).toBe(true);
  });
});
