import type { Element, ElementContent, Root, RootContent, Text } from "hast";
import type { Html, Parents } from "mdast";
import { sizeOfImage } from "@/domain/images";

/** What stands for the site where no address is known; `.invalid` belongs to nobody (RFC 2606). */
const SOMEWHERE = "https://site.invalid/";

const headings: Readonly<Record<string, string>> = { h1: "h3", h2: "h4", h3: "h5", h4: "h6", h5: "h6", h6: "h6" };
const blockParents: ReadonlySet<string> = new Set(["root", "blockquote", "listItem", "footnoteDefinition"]);

/** HTML in a text is text: nothing that was written gets lost, and nothing of it runs. */
export function rawHtmlAsText(_state: unknown, { value }: Html, parent: Parents | undefined): Element | Text {
  const isBlock = parent === undefined || blockParents.has(parent.type);
  return isBlock ? elementOf("p", {}, [textOf(value)]) : textOf(value);
}

/** Makes of a tree what a page of Vigie may show. It decides what is shown; what is safe, the sanitiser decides after it. */
export function shapeHtml({ idPrefix, pageUrl }: { readonly idPrefix: string; readonly pageUrl: string | null }) {
  const page = new URL(pageUrl ?? SOMEWHERE);
  const site = new URL("/", page);

  const hrefOf = (url: URL): string =>
    pageUrl === null && url.origin === site.origin ? `${url.pathname}${url.search}${url.hash}` : url.href;

  const shape = (element: Element, isInLink: boolean): ElementContent[] => {
    const { tagName, properties } = element;
    if (tagName === "img") return shapeImage(element, isInLink);
    // A box that nobody can tick needs no form control.
    if (tagName === "input") return [textOf(properties.checked === true ? "☑" : "☐")];
    const children = element.children.flatMap((child) =>
      child.type === "element" ? shape(child, isInLink || tagName === "a") : [child],
    );
    if (tagName === "a") return isInLink ? children : shapeLink(element, children);
    return [{ ...element, tagName: headings[tagName] ?? tagName, children }];
  };

  const shapeLink = ({ properties }: Element, children: ElementContent[]): ElementContent[] => {
    const isNote = properties.dataFootnoteRef !== undefined || properties.dataFootnoteBackref !== undefined;
    // The sanitiser gives the prefix to every id, but not to the links that lead there.
    const reference = isNote ? `#${idPrefix}-${String(properties.href).slice(1)}` : String(properties.href);
    const isFragment = reference.startsWith("#");
    const url = resolve(reference, isFragment ? page : site);
    if (url === null || !["http:", "https:", "mailto:"].includes(url.protocol)) return children;
    const href = isFragment && pageUrl === null ? url.hash : hrefOf(url);
    const isElsewhere = url.protocol !== "mailto:" && url.origin !== site.origin;
    const rel = isElsewhere ? { rel: ["nofollow", "noopener", "noreferrer"] } : {};
    return [elementOf("a", { ...properties, href, ...rel }, children)];
  };

  const shapeImage = ({ properties }: Element, isInLink: boolean): ElementContent[] => {
    const url = resolve(String(properties.src), site);
    if (url !== null && url.origin === site.origin) {
      const size = sizeOfImage(url.pathname.replace("/images/", "")) ?? {};
      return [elementOf("img", { ...properties, src: hrefOf(url), ...size, loading: "lazy" }, [])];
    }
    // An image from elsewhere would tell its owner who reads.
    const words = [textOf(String(properties.alt ?? "") || (url?.href ?? ""))];
    return isInLink ? words : shapeLink(elementOf("a", { href: String(properties.src) }, []), words);
  };

  return (tree: Root): Root => ({
    ...tree,
    children: tree.children.flatMap((child): RootContent[] =>
      child.type === "element" ? shape(child, false) : [child],
    ),
  });
}

function resolve(reference: string, base: URL): URL | null {
  return URL.canParse(reference, base) ? new URL(reference, base) : null;
}

function textOf(value: string): Text {
  return { type: "text", value };
}

function elementOf(tagName: string, properties: Element["properties"], children: ElementContent[]): Element {
  return { type: "element", tagName, properties, children };
}
