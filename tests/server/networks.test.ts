import { describe, expect, it } from "vitest";
import { HOUR_MS } from "@/domain/instant";
import type { Actor } from "@/server/actor";
import { nobody } from "@/server/actor";
import { deleteNetwork, getNetwork, listNetworks, putNetwork } from "@/server/networks";
import { currentVersion } from "@/server/version";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { networkBody, put, staff } from "@/tests/support/networks";

const auditor: Actor = { kind: "token", name: "audit", scopes: ["read"], networks: null };
const all = { limit: 50, cursor: null };

const membersOf = async (context: TestContext, slug: string) =>
  (await getNetwork(context, staff, slug)).answer.addresses?.map(({ address, role }) => `${address} ${role}`);

const slugsOf = ({ items }: Awaited<ReturnType<typeof listNetworks>>) => items.map(({ slug }) => slug);

describe.each(databases)("a network on $name", (database) => {
  it("comes back as it was declared, with its counts", async () => {
    const context = await database.openContext();
    const { created, answer } = await put(
      context,
      "main",
      ["192.0.2.10", { address: "192.0.2.9", role: "idle", label: "spare" }, "2001:DB8::1"],
      { description: "Ours.", position: 3, customerShare: 0.25, staleAfterMinutes: 0.5, lang: "en" },
    );
    expect(created).toBe(true);
    const since = "2026-03-10T12:00:00.000Z";
    expect(answer).toEqual({
      slug: "main",
      name: "Main",
      description: "Ours.",
      lang: "en",
      translations: null,
      position: 3,
      customerShare: 0.25,
      staleAfterMinutes: 0.5,
      sending: 2,
      idle: 1,
      addresses: [
        { address: "192.0.2.9", role: "idle", label: "spare", since },
        { address: "192.0.2.10", role: "sending", label: null, since },
        { address: "2001:db8::1", role: "sending", label: null, since },
      ],
      createdAt: since,
      updatedAt: since,
    });
    expect((await getNetwork(context, auditor, "main")).answer).toEqual(answer);
  });

  it("shows addresses, roles and labels to tokens with the scope read alone, and not to one bound elsewhere", async () => {
    const context = await database.openContext();
    await put(context, "main", [{ address: "192.0.2.9", label: "spare" }]);
    const elsewhere: Actor = { kind: "token", name: "b", scopes: ["read"], networks: ["other"] };
    const probe: Actor = { kind: "token", name: "p", scopes: ["events:write", "incidents:write"], networks: null };
    for (const actor of [nobody, elsewhere, probe]) {
      const { answer } = await getNetwork(context, actor, "main");
      expect(answer).toMatchObject({ sending: 1, idle: 0 });
      expect(JSON.stringify([answer, await listNetworks(context, actor, all)])).not.toMatch(/192|spare|addresses/);
    }
    expect((await listNetworks(context, auditor, all)).items[0]?.addresses).toHaveLength(1);
  });

  it("gives texts in the language asked for, where they were translated", async () => {
    const context = await database.openContext();
    const translations = { fr: { name: "Principal" } };
    await put(context, "main", [], { description: "Ours.", lang: "en", translations });
    const french = (await getNetwork(context, nobody, "main", "fr")).answer;
    expect(french).toMatchObject({ name: "Principal", lang: "fr", description: "Ours.", translations });
    expect((await getNetwork(context, nobody, "main", null)).answer).toMatchObject({ name: "Main", lang: "en" });
  });

  it("is not changed by a repeat: same version, same ETag, same updatedAt, no word in the audit log", async () => {
    const context = await database.openContext();
    const entries = ["192.0.2.0/29", { address: "192.0.2.3", role: "idle", since: "2026-03-01T00:00:00Z" }];
    const rest = { staleAfterMinutes: 1 / 3, translations: { fr: { name: "a", description: "b" }, es: { name: "c" } } };
    const first = await put(context, "main", entries, rest);
    const version = await currentVersion(context);
    context.clock.advance(HOUR_MS);
    const reordered = {
      translations: { es: { name: "c" }, fr: { description: "b", name: "a" } },
      staleAfterMinutes: 1 / 3,
    };
    expect(await put(context, "main", [...entries].reverse(), reordered)).toEqual({ ...first, created: false });
    expect(await currentVersion(context)).toBe(version);
    expect(await context.db.auditEntry.count()).toBe(1);
  });

  it.each([
    ["its name", ["192.0.2.1"], { name: "Other" }],
    ["its position", ["192.0.2.1"], { position: 1 }],
    ["staleness", ["192.0.2.1"], { staleAfterMinutes: 5 }],
    ["a label", [{ address: "192.0.2.1", label: "x" }], {}],
    ["a role", [{ address: "192.0.2.1", role: "idle" }], {}],
    ["an address more", ["192.0.2.1", "192.0.2.2"], {}],
    ["an address less", [], {}],
    ["a start", [{ address: "192.0.2.1", since: "2026-03-01T00:00:00Z" }], {}],
  ])("moves version and ETag with %s", async (_, addresses, rest) => {
    const context = await database.openContext();
    const before = await put(context, "main", ["192.0.2.1"]);
    context.clock.advance(HOUR_MS);
    const after = await put(context, "main", addresses, rest);
    expect(await currentVersion(context)).toBe(2);
    expect(after.etag).not.toBe(before.etag);
    expect(after.answer.updatedAt).toBe("2026-03-10T13:00:00.000Z");
    expect(after.answer.createdAt).toBe(before.answer.createdAt);
  });

  it("takes the default of what a body leaves out", async () => {
    const context = await database.openContext();
    await put(context, "main", [{ address: "192.0.2.1", label: "x" }], {
      description: "d",
      position: 2,
      customerShare: 1,
    });
    expect((await put(context, "main", ["192.0.2.1"])).answer).toMatchObject({
      description: null,
      position: 0,
      customerShare: null,
      addresses: [{ label: null }],
    });
  });

  it("lets the most specific entry win, and counts a /31 and a /32 whole", async () => {
    const context = await database.openContext();
    await put(context, "main", [{ address: "192.0.2.2/32", role: "idle" }, "192.0.2.2/31", "198.51.100.7/32"]);
    expect(await membersOf(context, "main")).toEqual(["192.0.2.2 idle", "192.0.2.3 sending", "198.51.100.7 sending"]);
  });

  it("gives IPv4 before IPv6, each by number and not by text", async () => {
    const context = await database.openContext();
    await put(context, "main", ["::2", "192.0.2.10", "192.0.2.9"]);
    expect(await membersOf(context, "main")).toEqual(["192.0.2.9 sending", "192.0.2.10 sending", "::2 sending"]);
  });

  it.each([
    ["invalid", ["192.0.2.1/24"], "/addresses/0"],
    ["invalid", ["192.0.2.1", "mail.example.org"], "/addresses/1"],
    ["duplicate_address", ["192.0.2.1", "::ffff:192.0.2.1"], "/addresses/1"],
    ["too_many_addresses", ["10.0.0.0/15"], "/addresses"],
    ["too_many_addresses", ["2001:db8::/32"], "/addresses"],
    ["in_future", ["192.0.2.1", { address: "192.0.2.2", since: "2026-03-10T12:00:00.001Z" }], "/addresses/1"],
  ])("refuses %s with 422, names the entry, and keeps nothing", async (code, addresses, path) => {
    const context = await database.openContext();
    await expect(put(context, "main", addresses)).rejects.toMatchObject({
      status: 422,
      code,
      errors: [{ path, code }],
    });
    await expect(getNetwork(context, nobody, "main")).rejects.toMatchObject({ status: 404 });
    expect(await context.db.address.count()).toBe(0);
    expect(await currentVersion(context)).toBe(0);
  });

  it("refuses an address that is in another network with 409, naming both, and changes nothing", async () => {
    const context = await database.openContext();
    await put(context, "first", ["192.0.2.0/30"]);
    const refusal = put(context, "second", ["198.51.100.1", "192.0.2.2/31"]);
    await expect(refusal).rejects.toMatchObject({
      status: 409,
      code: "address_taken",
      message: expect.stringMatching(/^192\.0\.2\.2 is in the network first.* 1 more/),
      errors: [{ path: "/addresses/1" }, { path: "/addresses/1" }],
    });
    await expect(getNetwork(context, nobody, "second")).rejects.toMatchObject({ code: "unknown_network" });

    await put(context, "first", ["192.0.2.0/31"]);
    await put(context, "second", ["192.0.2.2/31"]);
    expect(await membersOf(context, "second")).toEqual(["192.0.2.2 sending", "192.0.2.3 sending"]);
  });

  it("tells of misdated entries before taken ones", async () => {
    const context = await database.openContext();
    await put(context, "first", ["192.0.2.1"]);
    const entries = ["192.0.2.1", { address: "192.0.2.2", since: "2030-01-01T00:00:00Z" }];
    await expect(put(context, "second", entries)).rejects.toMatchObject({ status: 422, code: "in_future" });
  });

  it("is listed by position, then slug, and a cursor survives inserts", async () => {
    const context = await database.openContext();
    for (const [slug, position] of [
      ["c", 0],
      ["a", 1],
      ["b", 0],
      ["d", -1],
    ] as const)
      await put(context, slug, [], { position });
    const first = await listNetworks(context, nobody, { limit: 2, cursor: null });
    expect(slugsOf(first)).toEqual(["d", "b"]);
    await put(context, "aa", [], { position: -1 });
    await put(context, "bb", [], { position: 0 });
    const second = await listNetworks(context, nobody, { limit: 2, cursor: first.nextCursor });
    expect(slugsOf(second)).toEqual(["bb", "c"]);
    const third = await listNetworks(context, nobody, { limit: 2, cursor: second.nextCursor });
    expect(slugsOf(third)).toEqual(["a"]);
    expect(third.nextCursor).toBeNull();
    for (const cursor of ["", "nonsense", "W10", "WyJhIiwxXQ"]) {
      await expect(listNetworks(context, nobody, { limit: 2, cursor })).rejects.toMatchObject({
        status: 422,
        errors: [{ path: "/cursor" }],
      });
    }
  });

  it("is declared and deleted by an admin alone, and not by one who is bound to other networks", async () => {
    const context = await database.openContext();
    await put(context, "main", []);
    const bound: Actor = { kind: "token", name: "b", scopes: ["admin"], networks: ["mine"] };
    const weak: Actor = {
      kind: "token",
      name: "w",
      scopes: ["events:write", "incidents:write", "read"],
      networks: null,
    };
    for (const [actor, refusal] of [
      [nobody, { status: 401, code: "unauthorized" }],
      [weak, { status: 403, code: "insufficient_scope" }],
      [bound, { status: 403, code: "not_allowed" }],
    ] as const) {
      await expect(putNetwork(context, actor, "main", networkBody([]))).rejects.toMatchObject(refusal);
      await expect(deleteNetwork(context, actor, "main")).rejects.toMatchObject(refusal);
    }
    expect((await putNetwork(context, bound, "mine", networkBody([]))).created).toBe(true);
    await expect(put(context, "Bad_Slug", [])).rejects.toMatchObject({ status: 422, code: "invalid" });
  });

  it("takes 65,536 addresses in seconds, and gives them back in the order of their numbers", async () => {
    const context = await database.openContext();
    const start = performance.now();
    const { answer } = await put(context, "main", ["10.1.0.0/16"]);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(answer.sending).toBe(65_536);
    expect(answer.addresses?.[256]?.address).toBe("10.1.1.0");
    expect(answer.addresses?.at(-1)?.address).toBe("10.1.255.255");
    expect((await put(context, "main", [])).answer).toMatchObject({ sending: 0, idle: 0 });
  });
});
