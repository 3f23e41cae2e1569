import type { Problem } from "@/server/problem";
import { problemDocument } from "@/server/problem";
import type { PublicBody } from "@/server/public-body";

const FOR_ANYBODY = "public, max-age=1, stale-while-revalidate=60, stale-if-error=120";

/** An answer for this caller alone. */
export function privateJson(status: number, value: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "private, no-store", ...headers },
  });
}

/** A text that changes with each look. */
export function text(body: string, mediaType = "text/plain; charset=utf-8"): Response {
  return new Response(body, { headers: { "Content-Type": mediaType, "Cache-Control": "no-store" } });
}

/** An answer without a body. */
export function empty(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers });
}

/** Bytes for anybody: whole, or 304 where the caller has them already (RFC 9110, 13.1.2). */
export function publicBytes(
  request: Request,
  body: PublicBody,
  mediaType: string,
  cacheControl = FOR_ANYBODY,
): Response {
  const headers = { ETag: body.etag, "Cache-Control": cacheControl };
  if (names(request.headers.get("if-none-match"), body.etag)) return empty(304, headers);
  return new Response(body.bytes, {
    headers: { ...headers, "Content-Type": mediaType, "Content-Length": String(body.bytes.byteLength) },
  });
}

/** Whether If-None-Match names the ETag. It compares weakly: a proxy that compresses weakens an ETag. */
function names(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  return ifNoneMatch.trim() === "*" || (ifNoneMatch.match(/"[^"]*"/g)?.includes(etag) ?? false);
}

/** A refusal, as RFC 9457 writes it. */
export function problemResponse(problem: Problem): Response {
  return new Response(problemDocument(problem), {
    status: problem.status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...problem.headers },
  });
}
