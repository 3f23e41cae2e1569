import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** What is said in one language where a page cannot be shown. */
export interface AbsenceWords {
  readonly lang: string;
  readonly title: string;
  readonly words: string;
  readonly home: { readonly text: string; readonly href: string };
}

const RETRY_S = 5;

/** Paper, ink and accent of the site, without its style sheets: they may be what is out of reach. */
const style = `
:root{color-scheme:light dark;--paper:#f7f5f0;--ink:#14202e;--dim:#5b6672;--rule:#dedad0;--accent:#b4480f}
@media(prefers-color-scheme:dark){:root{--paper:#0d151f;--ink:#e8edf2;--dim:#9aa7b4;--rule:#243242;--accent:#f0935c}}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 system-ui,sans-serif}
main{max-width:38rem;margin:0 auto;padding:clamp(2rem,10vh,7rem) 1.25rem}
.page{margin:0 0 2.5rem;color:var(--dim);font-weight:600}
section+section{margin-top:2.5rem;padding-top:2.5rem;border-top:1px solid var(--rule)}
h1,h2{margin:0 0 .5rem;font-size:1.75rem;line-height:1.2;letter-spacing:-.01em;text-wrap:balance}
h2{font-size:1.25rem}
p{margin:0 0 1rem}
a{color:var(--accent)}
`;

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** What has no page: readers of it get a problem document. */
const noPage = /^\/(?:api|replay|_next|metrics|readyz|healthz)(?=[/?]|$)|^[^?]*\.[a-z]+(?:\?|$)/;

/** Whether somebody asks for a page, and takes HTML. */
export function asksForPage({ method, url = "/", headers: { accept = "*/*" } }: IncomingMessage): boolean {
  return (method === "GET" || method === "HEAD") && !noPage.test(url) && /text\/html|\*\/\*/.test(accept);
}

/**
 * Answers 503 with a small page that needs nothing else, says in all languages, the reader's first, that the one that was asked
 * for is out of reach, and tries again by itself.
 */
export function answerAbsence(
  response: ServerResponse,
  pageName: string,
  all: readonly AbsenceWords[],
  lang: string,
): void {
  const ordered = [...all].sort((a, b) => Number(b.lang === lang) - Number(a.lang === lang));
  const body = `<!doctype html>
<html lang="${escaped(ordered[0]?.lang ?? lang)}" data-freshness="stale">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="${RETRY_S}">
<title>${escaped(pageName)}</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="page">${escaped(pageName)}</p>
${ordered.map(sectionOf).join("\n")}
</main>
</body>
</html>
`;
  response.writeHead(503, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "Content-Security-Policy": policy,
    "Cache-Control": "no-store",
    "Retry-After": RETRY_S,
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}

function sectionOf({ lang, title, words, home }: AbsenceWords, index: number): string {
  const heading = index === 0 ? "h1" : "h2";
  return `<section lang="${escaped(lang)}">
<${heading}>${escaped(title)}</${heading}>
<p>${escaped(words)}</p>
<p><a href="${escaped(home.href)}">${escaped(home.text)}</a></p>
</section>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
