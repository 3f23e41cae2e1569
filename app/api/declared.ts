import { holds } from "@/server/actor";
import type { Declared, Put, Wish } from "@/server/declaring/declarations";
import { privateJson } from "./answer";
import type { Read } from "./public";
import { kept } from "./public";

/**
 * Answers a GET of something declared. With the scope `read` the answer is for that token alone, and its ETag, which moves
 * with the declaration alone, serves If-Match; else it is the same for everybody.
 */
export async function answerDeclared<T>(call: Read, get: () => Promise<Declared<T>>): Promise<Response> {
  if (!holds(call.actor, "read")) return kept(call, async () => (await get()).answer);
  const { answer, etag } = await get();
  return privateJson(200, answer, { ETag: etag });
}

/** Answers a PUT: 201 where it is new. */
export function answerPut<T>(request: Request, { created, answer, etag }: Put<T>): Response {
  const location = created ? { Location: new URL(request.url).pathname } : {};
  return privateJson(created ? 201 : 200, answer, { ETag: etag, ...location });
}

/** What a write asks for in its headers. */
export function wishOf(request: Request): Wish {
  return { ifMatch: request.headers.get("if-match"), ifNoneMatch: request.headers.get("if-none-match") };
}
