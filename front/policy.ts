import { createHash } from "node:crypto";

const nonceInPolicy = / 'nonce-([A-Za-z0-9+/=_-]+)'/;

/** The headers that every answer bears, but for its policy of contents. `secure`: the site is reached over TLS. */
export function securityHeaders(secure: boolean): Readonly<Record<string, string>> {
  return {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ...(secure ? { "Strict-Transport-Security": "max-age=31536000" } : {}),
  };
}

/**
 * The Content-Security-Policy of an answer in which, of inline scripts, those alone run that `scripts` names (`'nonce-…'`,
 * `'sha256-…'`; empty: none). Why it is as it is: docs/decisions/0020.
 */
export function contentPolicy(scripts: string): string {
  return [
    "default-src 'none'",
    `script-src 'self'${scripts === "" ? "" : ` ${scripts}`}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");
}

/** A page without its nonce, and the policy that lets exactly those scripts run that bore it. */
export interface Hashed {
  readonly html: string;
  readonly policy: string;
}

/**
 * Swaps the nonce of one answer, which may not be sent twice, for hashes of the inline scripts that bore it. A script that did
 * not bear it, such as an injected one, gets none. The nonce stands in the flight data too, and goes from there as well.
 * A policy without a nonce leaves all as it is.
 */
export function hashScripts(html: string, policy: string): Hashed {
  const nonce = nonceInPolicy.exec(policy)?.[1];
  if (nonce === undefined) return { html, policy };
  const mark = ` nonce="${nonce}"`;
  const bare = (text: string) => text.replaceAll(mark, "").replaceAll(nonce, "");
  const joined = joinScripts(html, mark);
  const hashes = new Set<string>();
  for (const [, tag = "", script = ""] of joined.matchAll(scriptWith(mark))) {
    if (script === "" || tag.includes(" src=")) continue;
    hashes.add(` 'sha256-${createHash("sha256").update(bare(script)).digest("base64")}'`);
  }
  return { html: bare(joined), policy: policy.replace(nonceInPolicy, [...hashes].join("")) };
}

/**
 * Makes scripts that follow each other directly one. The framework writes one for each piece of its data, as the pieces come;
 * a header has no room for the hash of each.
 */
function joinScripts(html: string, mark: string): string {
  const opening = `<script${mark}>`;
  const runs = new RegExp(`(?:${literal(opening)}[\\s\\S]*?</script>)+`, "g");
  return html.replace(runs, (run) => run.replaceAll(`</script>${opening}`, "\n;"));
}

/** Looks for the mark, which nobody can guess, rather than for a script: a page may hold any text that looks like one. */
function scriptWith(mark: string): RegExp {
  return new RegExp(`<script(?=\\s)([^<>]*${literal(mark)}[^<>]*)>([\\s\\S]*?)</script>`, "g");
}

function literal(text: string): string {
  return text.replace(/[^\w\s]/g, "\\$&");
}
