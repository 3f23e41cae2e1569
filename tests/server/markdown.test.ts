import type { Element } from "hast";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { describe, expect, it } from "vitest";
import { renderMarkdown } from "@/server/markdown";
import { hostileMarkdown, markdownBombs } from "@/tests/fixtures/hostile-markdown";

const parser = unified().use(rehypeParse, { fragment: true });

/** What a browser makes of it. */
function elementsOf(html: string): Element[] {
  const elements: Element[] = [];
  visit(parser.parse(html), "element", (element) => void elements.push(element));
  return elements;
}

function textOf(html: string): string {
  const texts: string[] = [];
  visit(parser.parse(html), "text", ({ value }) => void texts.push(value));
  return texts.join("");
}

const tags = new Set(
  "a blockquote br code del em h3 h4 h5 h6 hr img li ol p pre section strong sup table tbody td th thead tr ul".split(
    " ",
  ),
);
const attributes = new Set(
  "align alt ariaDescribedBy ariaLabel className dataFootnoteBackref dataFootnoteRef dataFootnotes height href id loading rel src start title width".split(
    " ",
  ),
);

/** Everything in it that a page of ours must not show. */
function dangersOf(html: string, idPrefix: string): string[] {
  const dangers: string[] = [];
  const ids = new Set<unknown>();
  // A parser ends the outer link where an inner one begins, so its tree would not tell.
  if (/<a\b(?:(?!<\/a>).)*<a\b/s.test(html)) dangers.push("a link in a link");
  for (const { tagName, properties } of elementsOf(html)) {
    const { href, src, id } = properties;
    if (!tags.has(tagName)) dangers.push(`<${tagName}>`);
    for (const name of Object.keys(properties)) if (!attributes.has(name)) dangers.push(`${tagName} ${name}`);
    if (href !== undefined && !/^(https?:\/\/[^/]|mailto:|\/(?![/\\])|#)/.test(String(href)))
      dangers.push(`href ${href}`);
    if (src !== undefined && !/^\/(?![/\\])/.test(String(src))) dangers.push(`src ${src}`);
    if (tagName === "img" && src === undefined) dangers.push("img without src");
    if (id !== undefined && !String(id).startsWith(`${idPrefix}-`)) dangers.push(`id ${id}`);
    if (id !== undefined && ids.has(id)) dangers.push(`id ${id} twice`);
    ids.add(id);
  }
  return dangers;
}

describe("hostile Markdown", () => {
  it("is a corpus worth the name", () => {
    expect(hostileMarkdown.length).toBeGreaterThan(100);
  });

  it.each(hostileMarkdown)("is harmless, and read by a browser as it was written: $name", ({ markdown }) => {
    for (const idPrefix of ["u1", "u2"]) {
      expect(dangersOf(renderMarkdown(markdown, { idPrefix }), idPrefix)).toEqual([]);
    }
    const elsewhere = renderMarkdown(markdown, { pageUrl: "https://status.example/incidents/x" });
    for (const { properties } of elementsOf(elsewhere)) {
      if (properties.href !== undefined) expect(properties.href).toMatch(/^(https?:\/\/|mailto:)/);
      if (properties.src !== undefined) expect(properties.src).toMatch(/^https:\/\/status\.example\//);
    }
  });

  it.each(markdownBombs)("takes little time and memory, and stays harmless: $name", ({ markdown }) => {
    const before = process.cpuUsage();
    const html = renderMarkdown(markdown, { idPrefix: "u1" });
    const { user, system } = process.cpuUsage(before);
    // One that explodes takes minutes; a processor that is shared may be several times slower.
    expect((user + system) / 1_000, "milliseconds of a processor").toBeLessThan(20_000);
    expect(html.length).toBeLessThan(10 * markdown.length + 100_000);
    expect(dangersOf(html, "u1")).toEqual([]);
  });
});

describe("Markdown", () => {
  it("shows HTML as the text that it is", () => {
    expect(renderMarkdown("Hello <b>you</b>\n\n<div onclick=x>\nthere\n</div>")).toBe(
      "<p>Hello &#x3C;b>you&#x3C;/b></p>\n<p>&#x3C;div onclick=x>\nthere\n&#x3C;/div></p>",
    );
    expect(textOf(renderMarkdown("550 5.7.1 <host.example> refused"))).toContain("<host.example>");
  });

  it("begins its headings below those of the page", () => {
    const html = renderMarkdown("# One\n\n## Two\n\n### Three\n\n#### Four\n\n###### Six");
    expect(elementsOf(html).map(({ tagName }) => tagName)).toEqual(["h3", "h4", "h5", "h6", "h6"]);
  });

  it("leads away with a marked link, and to the site with a plain one", () => {
    const away = 'rel="nofollow noopener noreferrer"';
    expect(renderMarkdown("[a](https://example.org/x)")).toBe(`<p><a href="https://example.org/x" ${away}>a</a></p>`);
    expect(renderMarkdown("www.example.org")).toBe(
      `<p><a href="http://www.example.org/" ${away}>www.example.org</a></p>`,
    );
    expect(renderMarkdown("[a](/address?x=1#y)")).toBe('<p><a href="/address?x=1#y">a</a></p>');
    expect(renderMarkdown("[a](#here)")).toBe('<p><a href="#here">a</a></p>');
    expect(renderMarkdown("<a@example.org>")).toBe('<p><a href="mailto:a@example.org">a@example.org</a></p>');
    expect(renderMarkdown("[a](javascript:x)")).toBe("<p>a</p>");
  });

  it("shows images of the site, and of others a link that tells what it would be", () => {
    expect(renderMarkdown("![Our logo](/images/logo.png)")).toBe(
      '<p><img src="/images/logo.png" alt="Our logo" loading="lazy"></p>',
    );
    const named = "/images/0123456789abcdef0123456789-800x600.png";
    expect(renderMarkdown(`![A chart](${named})`)).toBe(
      `<p><img src="${named}" alt="A chart" width="800" height="600" loading="lazy"></p>`,
    );
    expect(renderMarkdown(`![A chart](${named})`, { pageUrl: "https://status.example/incidents/x" })).toContain(
      `src="https://status.example${named}"`,
    );
    expect(renderMarkdown("![A chart](https://evil.example/x.png)")).toBe(
      '<p><a href="https://evil.example/x.png" rel="nofollow noopener noreferrer">A chart</a></p>',
    );
    expect(textOf(renderMarkdown("![](https://evil.example/x.png)"))).toBe("https://evil.example/x.png");
  });

  it("shows quotes, tables, tasks and notes as such logs use them", () => {
    expect(renderMarkdown("> Refused.\n>\n> — Hotmail")).toBe(
      "<blockquote>\n<p>Refused.</p>\n<p>— Hotmail</p>\n</blockquote>",
    );
    const table = elementsOf(renderMarkdown("| a | b |\n|:--|--:|\n| 1 | 2 |")).filter(
      ({ tagName }) => tagName === "td",
    );
    expect(table.map(({ properties }) => properties.align)).toEqual(["left", "right"]);
    expect(textOf(renderMarkdown("- [x] done\n- [ ] open"))).toMatch(/☑ done\s+☐ open/);
    expect(renderMarkdown("~~gone~~ **strong** `code`")).toBe(
      "<p><del>gone</del> <strong>strong</strong> <code>code</code></p>",
    );
  });

  it("links each note there and back, wherever the text stands", () => {
    for (const idPrefix of ["u1", "0192f0c1-0000-7000-8000-000000000000"]) {
      const elements = elementsOf(renderMarkdown("A[^x] b[^x] c[^y]\n\n[^x]: X\n[^y]: Y", { idPrefix }));
      const ids = elements.flatMap(({ properties }) => (properties.id === undefined ? [] : [properties.id]));
      const targets = elements.flatMap(({ properties }) =>
        properties.href === undefined ? [] : [String(properties.href).slice(1)],
      );
      expect(targets).toHaveLength(6);
      for (const target of targets) expect(ids).toContain(target);
    }
  });

  it("shows a text that nobody would write as plain paragraphs, with nothing lost", () => {
    const text = `First *one*\n\n${"> ".repeat(3_000)}end`;
    expect(renderMarkdown(text)).toMatch(/^<p>First \*one\*<\/p><p>&gt; |^<p>First \*one\*<\/p><p>> > /);
    expect(textOf(renderMarkdown(text)).replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
  });

  it("shows a long text as it was written", () => {
    const paragraph =
      "Mail to **Outlook.com** is refused, see [the page](https://example.com/a).\n\n- a point\n- another\n\n> quoted\n\n";
    const html = renderMarkdown(paragraph.repeat(200));
    expect(elementsOf(html).filter(({ tagName }) => tagName === "strong")).toHaveLength(200);
  });

  it("is the same each time, kept or not", () => {
    const first = renderMarkdown("*again*");
    expect(renderMarkdown("*again*")).toBe(first);
    expect(renderMarkdown("*again*", { idPrefix: "other" })).toBe(first);
  });
});
