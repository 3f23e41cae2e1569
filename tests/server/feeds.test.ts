import type { XmlElement } from "@rgrove/parse-xml";
import { XmlElement as Element, parseXml } from "@rgrove/parse-xml";
import { beforeEach, describe, expect, it } from "vitest";
import { HOUR_MS } from "@/domain/instant";
import type { FeedScope } from "@/server/feeds";
import { feedOf } from "@/server/feeds";
import { openIncident } from "@/server/incidents";
import { redactUpdate } from "@/server/redactions";
import { editUpdate, postUpdate } from "@/server/updates";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { admin, declare, incidentBody, updateBody, updatePatch, writer } from "@/tests/support/incidents";
import { refusal } from "@/tests/support/refusal";

const site: FeedScope = { subject: "site" };
const formats = ["rss", "atom", "json"] as const;

/** Child elements of a strictly parsed document. */
function rootOf(xml: string): XmlElement {
  const { root } = parseXml(xml);
  if (root === null) throw new Error("An XML document has a root.");
  return root;
}
const named = (parent: XmlElement | undefined, name: string) =>
  (parent?.children ?? []).filter((child): child is XmlElement => child instanceof Element && child.name === name);
const textOf = (parent: XmlElement | undefined, name: string) => named(parent, name)[0]?.text;

describe.each(databases)("feeds on $name", (database) => {
  let context: TestContext;
  beforeEach(async () => {
    context = await database.openContext({
      environment: { PUBLIC_URL: "https://status.example", PAGE_NAME: "Vigie & Co" },
    });
    await declare(context);
  });
  const rss = async (scope: FeedScope = site, lang: string | null = null) => {
    const root = rootOf(await feedOf(context, scope, "rss", lang));
    const channel = named(root, "channel")[0];
    return { root, channel, items: named(channel, "item") };
  };
  const atom = async (scope: FeedScope = site, lang: string | null = null) => {
    const root = rootOf(await feedOf(context, scope, "atom", lang));
    return { root, entries: named(root, "entry") };
  };
  const json = async (scope: FeedScope = site, lang: string | null = null) =>
    JSON.parse(await feedOf(context, scope, "json", lang));

  it("say when an update was published and when it was last edited, and are as new as the newest date", async () => {
    const { id, updates } = await openIncident(context, writer, incidentBody());
    const [first] = updates;
    context.clock.advance(HOUR_MS);
    await postUpdate(context, writer, id, updateBody({ title: "Second" }));
    context.clock.advance(HOUR_MS);
    await editUpdate(context, writer, id, first?.id ?? "", updatePatch({ bodyMarkdown: "Edited" }));
    context.clock.advance(HOUR_MS);
    expect((await json()).items).toMatchObject([
      { title: "Second", date_published: "2026-03-10T13:00:00.000Z", date_modified: "2026-03-10T13:00:00.000Z" },
      {
        id: `urn:uuid:${first?.id}`,
        date_published: "2026-03-10T12:00:00.000Z",
        date_modified: "2026-03-10T14:00:00.000Z",
      },
    ]);
    const { root, entries } = await atom();
    expect(entries.map((entry) => [textOf(entry, "published"), textOf(entry, "updated")])).toEqual([
      ["2026-03-10T13:00:00.000Z", "2026-03-10T13:00:00.000Z"],
      ["2026-03-10T12:00:00.000Z", "2026-03-10T14:00:00.000Z"],
    ]);
    expect(textOf(root, "updated")).toBe("2026-03-10T14:00:00.000Z");
    const { channel, items } = await rss();
    expect(items.map((item) => textOf(item, "pubDate"))).toEqual([
      "Tue, 10 Mar 2026 13:00:00 GMT",
      "Tue, 10 Mar 2026 12:00:00 GMT",
    ]);
    expect(textOf(channel, "lastBuildDate")).toBe("Tue, 10 Mar 2026 14:00:00 GMT");
  });

  it("date an update that was redacted, since readers must fetch it anew", async () => {
    const { id, updates } = await openIncident(context, writer, incidentBody({ update: { bodyMarkdown: "a secret" } }));
    context.clock.advance(HOUR_MS);
    await redactUpdate(context, writer, id, updates[0]?.id ?? "", { text: "secret", reason: "why" });
    expect((await json()).items).toMatchObject([
      { content_html: "<p>a █</p>", date_modified: "2026-03-10T13:00:00.000Z" },
    ]);
  });

  it("give the same bytes for the same facts, and the same ids wherever the site moves", async () => {
    await openIncident(context, writer, incidentBody());
    for (const format of formats) {
      const before = await feedOf(context, site, format);
      context.clock.advance(24 * HOUR_MS);
      expect(await feedOf(context, site, format)).toBe(before);
      const moved = { ...context, settings: { ...context.settings, publicUrl: "https://elsewhere.example" } };
      const ids = (text: string) => text.match(/urn:uuid:[0-9a-f-]{36}/g);
      expect(ids(await feedOf(moved, site, format))).toEqual(ids(before));
      expect(await feedOf(moved, site, format)).not.toContain("status.example");
    }
  });

  it("have an id that no other feed has, here or elsewhere", async () => {
    const { slug } = await openIncident(context, writer, incidentBody());
    const other = await database.openContext();
    await other.db.state.updateMany({ data: { siteId: "5".repeat(32) } });
    const scopes: FeedScope[] = [site, { subject: "network", slug: "main" }, { subject: "incident", slug }];
    const ids = await Promise.all(scopes.map(async (scope) => textOf((await atom(scope)).root, "id")));
    ids.push(textOf(rootOf(await feedOf(other, site, "atom")), "id"));
    for (const id of ids) expect(id).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(new Set(ids).size).toBe(4);
  });

  it("have what their specifications ask for", async () => {
    const { slug, updates } = await openIncident(context, writer, incidentBody());
    const id = updates[0]?.id;
    const url = `https://status.example/incidents/${slug}#${id}`;
    const { root, channel, items } = await rss();
    expect(root.attributes).toMatchObject({ version: "2.0" });
    expect(["title", "link", "description", "language"].map((name) => textOf(channel, name))).toEqual([
      "Vigie & Co",
      "https://status.example/",
      "Every update, as it is posted.",
      "en",
    ]);
    expect(named(channel, "atom:link")[0]?.attributes).toEqual({
      rel: "self",
      type: "application/rss+xml",
      href: "https://status.example/feed.xml",
    });
    expect(textOf(items[0], "link")).toBe(url);
    expect(named(items[0], "guid")[0]).toMatchObject({ attributes: { isPermaLink: "false" }, text: `urn:uuid:${id}` });

    const { root: feed, entries } = await atom();
    expect(feed.attributes).toMatchObject({ xmlns: "http://www.w3.org/2005/Atom", "xml:lang": "en" });
    expect(named(feed, "link").map(({ attributes }) => [attributes.rel, attributes.href])).toEqual([
      ["self", "https://status.example/atom.xml"],
      ["alternate", "https://status.example/"],
    ]);
    expect(textOf(named(feed, "author")[0], "name")).toBe("Vigie & Co");
    expect(named(entries[0], "content")[0]?.attributes.type).toBe("html");
    expect(named(entries[0], "link")[0]?.attributes.href).toBe(url);

    expect(await json()).toMatchObject({
      version: "https://jsonfeed.org/version/1.1",
      home_page_url: "https://status.example/",
      feed_url: "https://status.example/feed.json",
      authors: [{ name: "Vigie & Co" }],
      language: "en",
      items: [{ url, language: "en", content_html: "<p>We look into it.</p>" }],
    });
  });

  it("are well formed and dated while nothing was posted", async () => {
    expect(textOf((await atom()).root, "updated")).toBe("1970-01-01T00:00:00.000Z");
    expect((await rss()).items).toEqual([]);
    expect(named((await rss()).channel, "lastBuildDate")).toEqual([]);
    expect((await json()).items).toEqual([]);
  });

  it("are titled by the headline, else by the incident and its status", async () => {
    const { id } = await openIncident(context, writer, incidentBody());
    context.clock.advance(1);
    await postUpdate(context, writer, id, updateBody({ title: "The <filter> & we" }));
    const titles = ["The <filter> & we", "Mail refused (Investigating)"];
    expect((await rss()).items.map((item) => textOf(item, "title"))).toEqual(titles);
    expect((await atom()).entries.map((entry) => textOf(entry, "title"))).toEqual(titles);
    expect((await json()).items.map(({ title }: { title: string }) => title)).toEqual(titles);
  });

  it("say first when it happened, where that is more than an hour from when it was published", async () => {
    const hours = async (at: string, rest: object = {}) => {
      const { slug } = await openIncident(
        context,
        writer,
        incidentBody({ update: { at, bodyMarkdown: "Text", ...rest } }),
      );
      return (await json({ subject: "incident", slug })).items[0].content_html;
    };
    expect(await hours("2026-03-10T11:00:00Z")).toBe("<p>Text</p>");
    expect(await hours("2026-03-10T10:59:59.999Z")).toBe(
      "<p><em>Happened Tuesday 10 March, 11:59 (Europe/Paris).</em></p>\n<p>Text</p>",
    );
    expect(await hours("2014-07-02T09:00:00Z", { approximate: true })).toContain(
      "Happened Wednesday 2 July 2014, about 11:00 (Europe/Paris).",
    );
    const { slug } = await openIncident(
      context,
      writer,
      incidentBody({ update: { at: "2014-07-01T07:00:00Z", approximate: true } }),
    );
    const french = await json({ subject: "incident", slug }, "fr");
    expect(french.items[0].content_html).toContain(
      "Date des faits\u202f: mardi 1er juillet 2014, vers 9\u00a0h (Europe/Paris).",
    );
  });

  it("hold the 50 posted last, newest first, whenever they happened", async () => {
    const { id } = await openIncident(context, writer, incidentBody());
    for (let minute = 0; minute < 51; minute += 1) {
      const minutes = String(minute).padStart(2, "0");
      const at = `2026-03-09T${String(minute % 7).padStart(2, "0")}:00:00Z`;
      await postUpdate(
        context,
        admin,
        id,
        updateBody({ title: minutes, at, postedAt: `2026-03-10T10:${minutes}:00Z` }),
      );
    }
    const titles = (await json()).items.map(({ title }: { title: string }) => title);
    expect(titles).toHaveLength(50);
    expect(titles[0]).toBe("Mail refused (Investigating)");
    expect(titles.slice(1)).toEqual([...titles.slice(1)].sort().reverse());
    expect(titles.at(-1)).toBe("02");
  });

  it("follow the site, a network or an incident", async () => {
    const { slug } = await openIncident(context, writer, incidentBody({ title: "Main", update: { title: "Of main" } }));
    context.clock.advance(1);
    const both = incidentBody({ title: "Both", networks: ["main", "second"], update: { title: "Of both" } });
    await openIncident(context, writer, both);
    const titles = async (scope: FeedScope) => (await json(scope)).items.map(({ title }: { title: string }) => title);
    expect(await titles(site)).toEqual(["Of both", "Of main"]);
    expect(await titles({ subject: "network", slug: "second" })).toEqual(["Of both"]);
    expect(await titles({ subject: "incident", slug })).toEqual(["Of main"]);
    expect(await json({ subject: "network", slug: "second" })).toMatchObject({
      title: "Vigie & Co: second",
      home_page_url: "https://status.example/networks/second",
      feed_url: "https://status.example/networks/second/feed.json",
    });
    expect((await json({ subject: "incident", slug })).title).toBe("Vigie & Co: Main");
    const unknown = (subject: "network" | "incident") => refusal(json({ subject, slug: "none" }));
    expect(await unknown("network")).toMatchObject({ status: 404, code: "unknown_network" });
    expect(await unknown("incident")).toMatchObject({ status: 404, code: "unknown_incident" });
  });

  it("speak the language that they are asked in, and mark texts in another", async () => {
    const update = {
      title: "One",
      bodyMarkdown: "English",
      translations: { fr: { bodyMarkdown: "[Français](/address)" } },
    };
    const { id } = await openIncident(
      context,
      writer,
      incidentBody({ update, translations: { fr: { title: "Refusé" } } }),
    );
    context.clock.advance(1);
    await postUpdate(context, writer, id, updateBody());
    const french = await json(site, "fr");
    expect(french).toMatchObject({
      language: "fr",
      home_page_url: "https://status.example/fr",
      feed_url: "https://status.example/fr/feed.json",
      items: [
        { title: "Refusé (Cause identifiée)", language: "en" },
        { language: "fr", content_html: '<p><a href="https://status.example/address">Français</a></p>' },
      ],
    });
    expect(french.items[0].url).toMatch(/^https:\/\/status\.example\/fr\/incidents\//);
  });

  it("stay well formed whatever a text holds, with links and images that work elsewhere", async () => {
    const hostile = "]]> </description> <b>&amp;</b> \u0001\u000b\u001f\ufffe\uffff 😀 &#0; <!--";
    const bodyMarkdown = `${hostile}\n\n![logo](/images/logo.png) [up](#top) [away](https://example.org/?a=1&b=2) note[^1]\n\n[^1]: a note`;
    const { slug, updates } = await openIncident(
      context,
      writer,
      incidentBody({ title: hostile, update: { title: hostile, bodyMarkdown } }),
    );
    const page = `https://status.example/incidents/${slug}`;
    const title = "]]> </description> <b>&amp;</b>  😀 &#0; <!--";
    const [item] = (await rss()).items;
    const [entry] = (await atom()).entries;
    expect([textOf(item, "title"), textOf(entry, "title")]).toEqual([title, title]);
    const html = textOf(item, "description") ?? "";
    expect(textOf(entry, "content")).toBe(html);
    expect(html).toContain('src="https://status.example/images/logo.png"');
    expect(html).toContain('href="https://example.org/?a=1&#x26;b=2"');
    expect(html).toContain(`href="${page}#${updates[0]?.id}-fn-1"`);
    for (const [, reference] of html.matchAll(/(?:href|src)="([^"]*)"/g)) expect(reference).toMatch(/^https:\/\//);
    expect(JSON.parse(await feedOf(context, site, "json")).items[0].title).toBe(hostile);
  });
});
