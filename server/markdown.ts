import type { Root } from "hast";
import { LRUCache } from "lru-cache";
import type { Nodes } from "mdast";
import { toString as textOfNode } from "mdast-util-to-string";
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { isParsable, isShowable } from "@/server/markdown/limits";
import { sanitiseSchema } from "@/server/markdown/schema";
import { rawHtmlAsText, shapeHtml } from "@/server/markdown/shape";

export interface MarkdownOptions {
  /** Begins every id in the HTML (those of footnotes), so that two texts on one page do not clash. */
  readonly idPrefix?: string;
  /** The page that the text stands on, to make links and images absolute, as feeds need them; null: they are relative to the site. */
  readonly pageUrl?: string | null;
}

const parser = unified().use(remarkParse).use(remarkGfm);
const kept = new LRUCache<string, string>({
  maxSize: 8_000_000,
  sizeCalculation: (html, key) => html.length + key.length,
});

/**
 * Markdown (CommonMark and GFM) as sanitised HTML, which may be put into a page as it is. Headings are shifted below those of
 * the page (# is h3); links lead to http, https, mailto or the site; images come from the site, others become links; HTML is
 * shown as the text that it is. A text that would take long to parse is shown as plain paragraphs. The same text gives the
 * same HTML.
 */
export function renderMarkdown(markdown: string, { idPrefix = "text", pageUrl = null }: MarkdownOptions = {}): string {
  const key = JSON.stringify([idPrefix, pageUrl, markdown]);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const html = render(markdown, idPrefix, pageUrl);
  kept.set(key, html);
  return html;
}

/** What Markdown says, without its marks and pictures, in one line: as it is where it would take long to parse. */
export function plainText(markdown: string): string {
  if (!isParsable(markdown)) return markdown.replace(/\s+/g, " ").trim();
  return blocksOf(parser.parse(markdown)).join(" ").replace(/\s+/g, " ").trim();
}

function blocksOf(node: Nodes): string[] {
  if (["paragraph", "heading", "code", "tableCell"].includes(node.type) || !("children" in node)) {
    return [textOfNode(node, { includeImageAlt: false, includeHtml: false })];
  }
  return node.children.flatMap(blocksOf);
}

function render(markdown: string, idPrefix: string, pageUrl: string | null): string {
  const processor = unified()
    .use(remarkRehype, {
      clobberPrefix: "",
      footnoteLabel: "Notes",
      footnoteBackLabel: (index) => `↩ ${index + 1}`,
      handlers: { html: rawHtmlAsText },
    })
    .use(shapeHtml, { idPrefix, pageUrl })
    .use(rehypeSanitize, { ...sanitiseSchema, clobberPrefix: `${idPrefix}-` })
    .use(rehypeStringify);
  const tree = isParsable(markdown) ? parser.parse(markdown) : null;
  return tree !== null && isShowable(tree)
    ? processor.stringify(processor.runSync(tree))
    : unified().use(rehypeStringify).stringify(plainParagraphs(markdown));
}

function plainParagraphs(text: string): Root {
  const paragraphs = text.split(/(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)\s*/).filter((paragraph) => paragraph.trim() !== "");
  return {
    type: "root",
    children: paragraphs.map((value) => ({
      type: "element",
      tagName: "p",
      properties: {},
      children: [{ type: "text", value }],
    })),
  };
}
