import type { RepeatableRequest } from "@/server/idempotency";
import type { Call } from "./endpoint";

/** What tells a request from another, where it bears an Idempotency-Key; else null. */
export function repeatableOf({ request, bytes }: Pick<Call, "request" | "bytes">): RepeatableRequest | null {
  const key = request.headers.get("idempotency-key");
  return key === null ? null : { key, method: request.method, path: new URL(request.url).pathname, bytes };
}
