import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { Catalogue, listCatalogue } from "@/server/catalogue";
import { getDeskSource, putSource } from "@/server/sources";
import { databases } from "@/tests/support/databases";
import { staff } from "@/tests/support/networks";

const items = Catalogue.parse(
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../../content/catalogue/sources.json"), "utf8")),
);

describe.each(databases)("the catalogue of sources on $name", (database) => {
  it("can be declared whole, as it stands, in either language, and a repeat changes nothing", async () => {
    const context = await database.openContext();
    for (const { slug, body } of listCatalogue(staff, "fr")) {
      expect(await putSource(context, staff, slug, body)).toMatchObject({ created: true });
    }
    const [first] = listCatalogue(staff, "fr");
    if (first) expect(await putSource(context, staff, first.slug, first.body)).toMatchObject({ created: false });
  });

  it("tells whether a key is set and never the key", async () => {
    const context = await database.openContext();
    const zen = listCatalogue(staff, "en").find(({ slug }) => slug === "spamhaus-zen");
    if (zen?.body.kind !== "dnsbl") throw new Error("The catalogue has Spamhaus ZEN.");
    await putSource(context, staff, "spamhaus-zen", zen.body);
    expect(await getDeskSource(context, staff, "spamhaus-zen")).toMatchObject({ hasKey: false });
    await putSource(context, staff, "spamhaus-zen", { ...zen.body, zoneKey: "sesame" });
    const told = await getDeskSource(context, staff, "spamhaus-zen");
    expect(told.hasKey).toBe(true);
    expect(JSON.stringify(told)).not.toContain("sesame");
  });
});

it("names each source once, and affects only what it has itself", () => {
  const slugs = items.map(({ slug }) => slug);
  expect(new Set(slugs).size).toBe(slugs.length);
  expect(items.flatMap(({ body }) => body.affects).filter((slug) => !slugs.includes(slug))).toEqual([]);
});

it("lets receivers, filters and a few lists count, and tells why in both languages", () => {
  const counting = items.filter(({ body }) => body.kind === "dnsbl" && body.counts).map(({ slug }) => slug);
  expect(counting).toEqual(["spamhaus-zen", "abusix", "spamcop", "barracuda"]);
  for (const { body, why } of items) {
    expect([/^Watched|^Its weight is low/.test(why.en), /[Ss]urveillée?/.test(why.fr)]).toEqual([
      !body.counts,
      !body.counts,
    ]);
  }
});

it("asks a zone with a key by a name that has a place for it", () => {
  for (const { body, needsKey } of items) {
    expect(needsKey).toBe(body.kind === "dnsbl" && body.zone.includes("{key}"));
  }
});
