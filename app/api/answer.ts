import type { Problem } from "@/server/problem";
import { problemDocument } from "@/server/problem";

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

/** For anybody. The front makes its ETag, and answers 304 and HEAD. */
export function forAnybody(
  body: string | Uint8Array<ArrayBuffer>,
  mediaType: string,
  cacheControl = FOR_ANYBODY,
): Response {
  return new Response(body, { headers: { "Cache-Control": cacheControl, "Content-Type": mediaType } });
}

/** A refusal, as RFC 9457 writes it. */
export function problemResponse(problem: Problem): Response {
  return new Response(problemDocument(problem), {
    status: problem.status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...problem.headers },
  });
}
