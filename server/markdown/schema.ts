import type { Options } from "rehype-sanitize";

/**
 * All that a text may become. Markdown makes nothing else, since HTML in it is shown as text; the list is the wall behind that.
 */
export const sanitiseSchema: Options = {
  strip: ["script", "style"],
  tagNames: [
    ...["a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre"],
    ...["section", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"],
  ],
  ancestors: { tbody: ["table"], td: ["table"], th: ["table"], thead: ["table"], tr: ["table"] },
  attributes: {
    "*": ["id"],
    a: [
      ...["href", "title", "rel", "ariaDescribedBy", "ariaLabel", "dataFootnoteRef", "dataFootnoteBackref"],
      ["className", "data-footnote-backref"],
    ],
    code: [["className", /^language-./]],
    h4: [["className", "sr-only"]],
    img: ["src", "alt", "title", "width", "height", ["loading", "lazy"]],
    li: [["className", "task-list-item"]],
    ol: ["start", ["className", "contains-task-list"]],
    section: ["dataFootnotes", ["className", "footnotes"]],
    td: ["align"],
    th: ["align"],
    ul: [["className", "contains-task-list"]],
  },
  clobber: ["ariaDescribedBy", "id"],
  protocols: { href: ["http", "https", "mailto"], src: ["http", "https"] },
};
