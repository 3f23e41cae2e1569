import { createHash } from "node:crypto";
import fc from "fast-check";
import type { Element, Root } from "hast";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { describe, expect, test } from "vitest";
import { contentPolicy, hashScripts } from "@/front/policy";

const nonce = "a+b/c9Z0xK+/Qm1hExng3w==";
const policy = contentPolicy(`'nonce-${nonce}'`);
const ours = (script: string, more = "") => `<script nonce="${nonce}"${more}>${script}</script>`;
const page = (...parts: string[]) => `<!DOCTYPE html><html><head></head><body>${parts.join("")}</body></html>`;
const sha256 = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const scriptsOf = (allowed: string) => allowed.split("; ").find((part) => part.startsWith("script-src")) ?? "";

/** As the framework writes it: JSON in which no tag can begin. */
const flight = (data: string) => `self.__next_f.push([1,${JSON.stringify(data).replaceAll("<", "\\u003c")}])`;

/** The inline scripts that a browser would see: what they hold, and by which nonce. */
function parsed(html: string): { text: string; nonce: unknown }[] {
  const found: { text: string; nonce: unknown }[] = [];
  const tree: Root = unified().use(rehypeParse).parse(html);
  visit(tree, "element", ({ tagName, properties, children: [child] }: Element) => {
    if (tagName !== "script" || properties.src !== undefined || child?.type !== "text") return;
    found.push({ text: child.value, nonce: properties.nonce });
  });
  return found;
}

/** The scripts of a hashed page that a browser would run. */
function run(html: string, allowed: string): string[] {
  return parsed(html).flatMap(({ text }) => (allowed.includes(sha256(text)) ? text.split("\n;") : []));
}

const hostile = [
  "<script>alert(1)</script>",
  '<script nonce="guessed">alert(1)</script>',
  '<script nonce="">alert(1)</script>',
  "<SCRIPT>alert(1)</SCRIPT>",
  `<SCRIPT NONCE="AAAA">alert(1)</SCRIPT >`,
  '<script type="module">alert(1)</script>',
  '<script type="application/json">{"a":1}</script>',
  "<script>alert(1)//\n</script\n>",
  '<script\nsrc="data:,alert(1)"></script>',
  '<svg><script>alert(1)</script><script href="data:,alert(1)"/></svg>',
  '<p title="<script ">text</p>',
  '<p title="<script>">text</p>',
  '<p title=" nonce=">text</p>',
  '<img src=x onerror="alert(1)">',
  '<a href="javascript:alert(1)">text</a>',
  "<!-- <script> --><!--<script src=-->",
  "<p>&lt;script nonce=&quot;guessed&quot;&gt;alert(1)&lt;/script&gt;</p>",
  "<textarea><script>alert(1)</script></textarea>",
  "<style>p::before { content: '<script>' }</style>",
];

const genuine = fc.oneof(
  fc.string().map((text) => ours(flight(text))),
  fc
    .constantFrom(...hostile, nonce, `nonce="${nonce}"`, "</script>", "<!--", "\n;", "]]>")
    .map((text) => ours(flight(text))),
  fc.constantFrom(ours("go()", ' id="_R_"'), ours("", ' src="/a.js" async=""'), ours("a // a comment at its end")),
);

describe("a page whose nonce was swapped for hashes", () => {
  test("runs exactly the scripts that bore the nonce, each whole and in order, whatever else the page holds", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(genuine, fc.constantFrom(...hostile))), (parts) => {
        const before = page(...parts);
        const { html, policy: allowed } = hashScripts(before, policy);
        const trusted = parsed(before).filter((script) => script.nonce === nonce);
        const pieces = trusted.flatMap(({ text }) => text.replaceAll(nonce, "").split("\n;"));
        expect(run(html, allowed)).toEqual(pieces);
        expect(html + allowed).not.toContain(nonce);
        expect(allowed).not.toMatch(/nonce|unsafe|strict-dynamic/);
      }),
      { numRuns: 300 },
    );
  });

  test.each(hostile)("gives no hash for %s", (injected) => {
    const { html, policy: allowed } = hashScripts(page(injected, ours("go()"), injected), policy);
    expect(scriptsOf(allowed)).toBe(`script-src 'self' ${sha256("go()")}`);
    expect(run(html, allowed)).toEqual(["go()"]);
  });

  test.each(["<script>", "<script ", '<script nonce="', "<!--", '<p title="', "<textarea>", "<title><script"])(
    "runs nothing but its own scripts where something was left open: %s",
    (open) => {
      const { html, policy: allowed } = hashScripts(
        page(open, ours("a()"), ours("b()"), ours("c()", ' id="_R_"')),
        policy,
      );
      for (const text of run(html, allowed)) expect(["a()", "b()", "c()"]).toContain(text);
    },
  );

  test("is the same but for its nonce and its scripts: tags, flight data and words that look like either", () => {
    const parts = [
      `<link rel="stylesheet" href="/a.css" nonce="${nonce}" data-precedence="next"/>`,
      ours("", ' src="/a.js" async=""'),
      `<p title="a nonce=&quot;x&quot;">nonce="x" &lt;script&gt;</p>`,
    ];
    const { html } = hashScripts(page(...parts, ours(flight(`["$","link",{"nonce":"${nonce}"}]`))), policy);
    expect(html).toBe(
      page(
        '<link rel="stylesheet" href="/a.css" data-precedence="next"/>',
        '<script src="/a.js" async=""></script>',
        `<p title="a nonce=&quot;x&quot;">nonce="x" &lt;script&gt;</p>`,
        `<script>${flight('["$","link",{"nonce":""}]')}</script>`,
      ),
    );
  });

  test("names a script once that stands there twice", () => {
    const { policy: allowed } = hashScripts(page(ours("go()"), "<p></p>", ours("go()")), policy);
    expect(scriptsOf(allowed)).toBe(`script-src 'self' ${sha256("go()")}`);
  });

  test("has one script of a thousand that follow each other, so that its header stays short", () => {
    const pieces = Array.from({ length: 1_000 }, (_, index) => flight(`${index}</script>`));
    const { html, policy: allowed } = hashScripts(
      page(ours("go()", ' id="_R_"'), ...pieces.map((piece) => ours(piece))),
      policy,
    );
    expect(allowed.match(/sha256-/g)).toHaveLength(2);
    expect(run(html, allowed)).toEqual(["go()", ...pieces]);
  });

  test("joins no script to one that is fetched, or that something stands before", () => {
    const { html, policy: allowed } = hashScripts(
      page(ours("", ' src="/a.js"'), ours("a()"), "<p></p>", ours("b()"), " ", ours("c()")),
      policy,
    );
    expect(html).toContain('<script src="/a.js"></script><script>a()</script><p></p><script>b()</script> <script>c()');
    expect(run(html, allowed)).toEqual(["a()", "b()", "c()"]);
  });
});

test("a page that came without a nonce stays as it is, and none of its scripts run", () => {
  const before = page("<script>alert(1)</script>");
  expect(hashScripts(before, contentPolicy(""))).toEqual({ html: before, policy: contentPolicy("") });
});
