import { describe, expect, it, vi } from "vitest";
import { TokenInput } from "@/domain/contract/desk/tokens";
import type { Actor } from "@/server/actor";
import { nobody } from "@/server/actor";
import { findActor, issueToken, listTokens, postToken, revokeToken } from "@/server/tokens";
import { currentVersion } from "@/server/version";
import { databases } from "@/tests/support/databases";
import { administrator, tokenOf } from "@/tests/support/declarations";

describe.each(databases)("tokens on $name", (database) => {
  it("are found again with their name, scopes and networks", async () => {
    const context = await database.openContext();
    const bound = await issueToken(context, { name: "probe", scopes: ["events:write", "read"], networks: ["main"] });
    const free = await issueToken(context, { name: "probe", scopes: ["admin"], networks: null });
    expect(await findActor(context, bound)).toEqual({
      kind: "token",
      name: "probe",
      scopes: ["events:write", "read"],
      networks: ["main"],
    });
    expect(await findActor(context, free)).toMatchObject({ scopes: ["admin"], networks: null });
    expect(await findActor(context, null)).toEqual({ kind: "nobody" });
  });

  it("carry 256 bits and are nowhere in the database, neither here nor in the audit log", async () => {
    const context = await database.openContext();
    const token = await issueToken(context, { name: "probe", scopes: ["read"], networks: null });
    expect(token).toMatch(/^vigie_[A-Za-z0-9_-]{43}$/);
    const rows = [await context.db.token.findMany(), await context.db.auditEntry.findMany()];
    const stored = JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? String(value) : value));
    expect(stored).toContain("token.issue");
    expect(stored).not.toContain(token.slice("vigie_".length));
  });

  it.each([
    ["is unknown", `vigie_${"A".repeat(43)}`],
    ["is empty", ""],
    ["is a hash", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ])("of which one %s get 401 with WWW-Authenticate", async (_, token) => {
    const context = await database.openContext();
    await expect(findActor(context, token)).rejects.toMatchObject({
      status: 401,
      code: "unauthorized",
      headers: { "WWW-Authenticate": "Bearer" },
    });
  });

  it("are refused once revoked", async () => {
    const context = await database.openContext();
    const token = await issueToken(context, { name: "probe", scopes: ["read"], networks: null });
    await context.db.token.updateMany({ data: { revokedAt: 1n } });
    await expect(findActor(context, token)).rejects.toMatchObject({ status: 401 });
  });

  it("are made by an administrator at the desk, and by nobody who asks with a token", async () => {
    const context = await database.openContext();
    const wish = { name: "probe", scopes: ["read" as const], networks: ["main"] };
    const { secret, ...listed } = await postToken(context, administrator, wish);
    expect(await findActor(context, secret)).toMatchObject({ name: "probe", scopes: ["read"], networks: ["main"] });
    await vi.waitFor(async () => {
      const { items } = await listTokens(context, administrator);
      expect(items).toEqual([{ ...listed, lastUsedAt: expect.any(String) }]);
    });
    const editor: Actor = { ...administrator, role: "editor" };
    for (const actor of [editor, tokenOf(), nobody]) {
      const status = actor.kind === "nobody" ? 401 : 403;
      await expect(postToken(context, actor, wish)).rejects.toMatchObject({ status });
      await expect(listTokens(context, actor)).rejects.toMatchObject({ status });
      await expect(revokeToken(context, actor, listed.id)).rejects.toMatchObject({ status });
    }
  });

  it("are refused from the moment on that they are revoked, which is written down once", async () => {
    const context = await database.openContext();
    const { secret, id } = await postToken(context, administrator, { name: "p", scopes: ["admin"], networks: null });
    await revokeToken(context, administrator, id);
    await revokeToken(context, administrator, id);
    await expect(findActor(context, secret)).rejects.toMatchObject({ status: 401 });
    expect(await context.db.auditEntry.count({ where: { action: "token.revoke" } })).toBe(1);
    for (const other of [id + 1, 2 ** 40, 1.5, Number.NaN]) {
      await expect(revokeToken(context, administrator, other)).rejects.toMatchObject({ code: "unknown_token" });
    }
  });

  it("note their use at most once a minute, and work where it cannot be noted", async () => {
    const context = await database.openContext();
    const { secret, id } = await postToken(context, administrator, { name: "p", scopes: ["read"], networks: null });
    const usedAt = async () => (await context.db.token.findUniqueOrThrow({ where: { id } })).lastUsedAt;
    await findActor(context, secret);
    await vi.waitFor(async () => expect(await usedAt()).not.toBeNull());
    const first = await usedAt();
    await findActor(context, secret);
    await currentVersion(context);
    expect(await usedAt()).toBe(first);
    await context.db.token.update({ where: { id }, data: { lastUsedAt: BigInt(Date.now() - 61_000) } });
    await context.db.$queryRawUnsafe("PRAGMA query_only = ON");
    expect(await findActor(context, secret)).toMatchObject({ kind: "token" });
    await currentVersion(context);
    await context.db.$queryRawUnsafe("PRAGMA query_only = OFF");
    await findActor(context, secret);
    await vi.waitFor(async () => expect(Number(await usedAt())).toBeGreaterThan(Date.now() - 60_000));
  });

  it("move no version: readers see nothing of them", async () => {
    const context = await database.openContext();
    await issueToken(context, { name: "probe", scopes: ["read"], networks: null });
    expect(await currentVersion(context)).toBe(0);
  });
});

describe("what a token is to be", () => {
  const good = { name: "n".repeat(128), scopes: ["read"], networks: null };

  it("takes names of 1 to 128 characters, known scopes and slugs", () => {
    expect(TokenInput.safeParse(good).success).toBe(true);
    for (const wrong of [
      { name: "" },
      { name: "n".repeat(129) },
      { scopes: [] },
      { scopes: ["write"] },
      { networks: ["A"] },
    ]) {
      expect(TokenInput.safeParse({ ...good, ...wrong }).success).toBe(false);
    }
  });
});
