import { describe, expect, it } from "vitest";
import { findActor, issueToken, TokenInput } from "@/server/tokens";
import { currentVersion } from "@/server/version";
import { databases } from "@/tests/support/databases";

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
