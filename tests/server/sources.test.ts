import { describe, expect, it } from "vitest";
import { SourceBody } from "@/domain/contract/source";
import { HOUR_MS } from "@/domain/instant";
import type { Actor } from "@/server/actor";
import { nobody } from "@/server/actor";
import type { Context } from "@/server/context";
import { deleteSource, getSource, listSources, putSource } from "@/server/sources";
import { currentVersion } from "@/server/version";
import { databases } from "@/tests/support/databases";
import { staff } from "@/tests/support/networks";

const receiver = { name: "Outlook", kind: "receiver" };
const zone = { name: "Example list", kind: "dnsbl", zone: "{key}.zen.example.org" };

const put = (context: Context, slug: string, body: object) => putSource(context, staff, slug, SourceBody.parse(body));

const keyOf = async (context: Context) => (await context.db.source.findFirstOrThrow()).zoneKey;

describe.each(databases)("a source on $name", (database) => {
  it("comes back as it was declared", async () => {
    const context = await database.openContext();
    const declared = {
      ...{ name: "Outlook.com", kind: "receiver", counts: true, staleAfterMinutes: 30, affects: ["not-yet"] },
      ...{ lookupUrl: "https://example.org/?ip={ip}", removalUrl: "https://example.org/removal" },
      ...{ removalMethod: "form", removalDays: 1.5, lang: "en", translations: { fr: { name: "Outlook" } } },
    };
    const { created, answer } = await put(context, "outlook", declared);
    const at = "2026-03-10T12:00:00.000Z";
    expect({ created, answer }).toEqual({
      created: true,
      answer: { slug: "outlook", ...declared, createdAt: at, updatedAt: at },
    });
    expect((await getSource(context, "outlook")).answer).toEqual(answer);
    expect((await getSource(context, "outlook", "fr")).answer).toMatchObject({ name: "Outlook", lang: "fr" });
  });

  it.each([
    ["receiver", true],
    ["filter", true],
    ["reputation", false],
    ["manual", false],
  ])("of kind %s counts by default: %s", async (kind, counts) => {
    const context = await database.openContext();
    expect((await put(context, "a", { name: "a", kind })).answer.counts).toBe(counts);
    expect((await put(context, "b", { name: "b", kind, counts: !counts })).answer.counts).toBe(!counts);
  });

  it("of kind dnsbl comes back with its zone, codes and test points, and does not count by default", async () => {
    const context = await database.openContext();
    const fields = {
      zone: "zen.example.org",
      codes: { "127.0.0.2": { meaning: "Spam source", severity: "high" } },
      errorCodes: { "127.255.255.254": "Asked through a public resolver" },
      testPoints: { positive: ["127.0.0.2"], negative: ["127.0.0.1"] },
      granularity: "ip",
    };
    const { answer } = await put(context, "zen", { name: "Zen", kind: "dnsbl", ...fields });
    expect(answer).toMatchObject({ counts: false, ...fields });
  });

  it("never shows its key, keeps it when a body leaves it out, and drops it on null", async () => {
    const context = await database.openContext();
    const answers = [await put(context, "zen", { ...zone, zoneKey: "s3cret" })];
    answers.push(await put(context, "zen", { ...zone, name: "Renamed" }));
    expect(await keyOf(context)).toBe("s3cret");
    expect(await put(context, "zen", { ...zone, name: "Renamed", zoneKey: "s3cret" })).toMatchObject({
      created: false,
    });
    expect(await currentVersion(context)).toBe(2);
    const audit = await context.db.auditEntry.findMany({ omit: { at: true } });
    const seen = JSON.stringify([
      answers,
      await getSource(context, "zen"),
      await listSources(context, { limit: 9, cursor: null }),
      audit,
    ]);
    expect(seen).toContain("{key}");
    expect(seen).not.toContain("s3cret");
    expect(JSON.stringify([answers, await getSource(context, "zen")])).not.toContain("zoneKey");
    await put(context, "zen", { ...zone, name: "Renamed", zoneKey: null });
    expect(await keyOf(context)).toBeNull();
    expect(await currentVersion(context)).toBe(3);
  });

  it("is not changed by a repeat: same version, same ETag, same updatedAt", async () => {
    const context = await database.openContext();
    const body = { ...receiver, staleAfterMinutes: 1 / 3, affects: ["a", "b"], translations: { fr: { name: "x" } } };
    const first = await put(context, "outlook", body);
    context.clock.advance(HOUR_MS);
    expect(await put(context, "outlook", body)).toEqual({ ...first, created: false });
    expect(await currentVersion(context)).toBe(1);
  });

  it.each([
    ["its name", { name: "Other" }],
    ["whether it counts", { counts: false }],
    ["staleness", { staleAfterMinutes: 5 }],
    ["whom it affects", { affects: ["a"] }],
    ["a link", { lookupUrl: "https://example.org/" }],
    ["translations", { translations: { fr: { name: "x" } } }],
  ])("moves version and ETag with %s", async (_, rest) => {
    const context = await database.openContext();
    const before = await put(context, "outlook", receiver);
    const after = await put(context, "outlook", { ...receiver, ...rest });
    expect(after.created).toBe(false);
    expect(after.etag).not.toBe(before.etag);
    expect(await currentVersion(context)).toBe(2);
  });

  it("holds its first counts and staleAfterMinutes for all earlier time, and later ones from now on", async () => {
    const context = await database.openContext();
    const now = context.clock.now();
    await put(context, "outlook", { ...receiver, staleAfterMinutes: 5 });
    await put(context, "outlook", { ...receiver, counts: false, staleAfterMinutes: 5 });
    context.clock.advance(HOUR_MS);
    await put(context, "outlook", { ...receiver, name: "Renamed", counts: false, staleAfterMinutes: 5 });
    await put(context, "outlook", { ...receiver, name: "Renamed", counts: false });
    expect(await context.db.sourceSetting.findMany({ orderBy: { fromAt: "asc" } })).toMatchObject([
      { fromAt: 0n, counts: true, staleAfterMs: 300_000n },
      { fromAt: BigInt(now), counts: false, staleAfterMs: 300_000n },
      { fromAt: BigInt(now + HOUR_MS), counts: false, staleAfterMs: null },
    ]);
  });

  it("cannot change its kind, not even after a deletion, since its history is of that kind", async () => {
    const context = await database.openContext();
    await put(context, "outlook", receiver);
    const other = { name: "Outlook", kind: "filter" };
    await expect(put(context, "outlook", other)).rejects.toMatchObject({ status: 409, code: "kind_fixed" });
    await deleteSource(context, staff, "outlook");
    await expect(put(context, "outlook", other)).rejects.toMatchObject({ status: 409, code: "kind_fixed" });
  });

  it("stops counting when it is deleted, is hidden, and counts again when a PUT brings it back", async () => {
    const context = await database.openContext();
    await put(context, "outlook", receiver);
    context.clock.advance(HOUR_MS);
    await deleteSource(context, staff, "outlook");
    const deletedAt = BigInt(context.clock.now());
    await expect(getSource(context, "outlook")).rejects.toMatchObject({ status: 404, code: "unknown_source" });
    await expect(deleteSource(context, staff, "outlook")).rejects.toMatchObject({ code: "unknown_source" });
    expect((await listSources(context, { limit: 50, cursor: null })).items).toEqual([]);
    context.clock.advance(HOUR_MS);
    expect(await put(context, "outlook", receiver)).toMatchObject({ created: true, answer: { counts: true } });
    expect(await context.db.sourceSetting.findMany({ orderBy: { fromAt: "asc" } })).toMatchObject([
      { fromAt: 0n, counts: true },
      { fromAt: deletedAt, counts: false },
      { fromAt: deletedAt + BigInt(HOUR_MS), counts: true },
    ]);
  });

  it("honours If-Match in PUT and DELETE", async () => {
    const context = await database.openContext();
    const { etag: ifMatch } = await put(context, "outlook", receiver);
    const renamed = SourceBody.parse({ ...receiver, name: "Renamed" });
    await putSource(context, staff, "outlook", renamed, { ifMatch });
    const stale = { status: 412, code: "precondition_failed" };
    await expect(putSource(context, staff, "outlook", renamed, { ifMatch })).rejects.toMatchObject(stale);
    await expect(deleteSource(context, staff, "outlook", { ifMatch })).rejects.toMatchObject(stale);
    await expect(putSource(context, staff, "absent", renamed, { ifMatch: "*" })).rejects.toMatchObject(stale);
    await deleteSource(context, staff, "outlook", { ifMatch: (await getSource(context, "outlook")).etag });
  });

  it("is listed by slug, and a cursor survives inserts", async () => {
    const context = await database.openContext();
    for (const slug of ["c", "a", "e"]) await put(context, slug, receiver);
    const first = await listSources(context, { limit: 2, cursor: null });
    for (const slug of ["b", "d"]) await put(context, slug, receiver);
    const second = await listSources(context, { limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ slug }) => slug)).toEqual(["a", "c", "d", "e"]);
    expect(second.nextCursor).toBeNull();
    await expect(listSources(context, { limit: 2, cursor: "x" })).rejects.toMatchObject({
      status: 422,
      code: "invalid",
    });
  });

  it("is declared and deleted by an admin alone, and not by one who is bound to networks", async () => {
    const context = await database.openContext();
    await put(context, "outlook", receiver);
    const bound: Actor = { kind: "token", name: "b", scopes: ["admin"], networks: ["main"] };
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
      await expect(putSource(context, actor, "outlook", SourceBody.parse(receiver))).rejects.toMatchObject(refusal);
      await expect(deleteSource(context, actor, "outlook")).rejects.toMatchObject(refusal);
    }
    await expect(put(context, "Bad_Slug", receiver)).rejects.toMatchObject({ status: 422, code: "invalid" });
  });
});
