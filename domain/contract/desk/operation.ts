import type { z } from "zod";
import type { AnswerOf, BodyOf, Method, Operation, Role } from "@/domain/contract/operation";
import { NoQuery } from "@/domain/contract/operation";

// What the desk alone asks, under /api/desk/. It is described like the API, so that its routes are checked and tested alike, but
// promised to nobody: it changes with the pages that use it.

interface DeskRead<P extends string, Q extends z.ZodObject> {
  readonly id: string;
  readonly path: P;
  readonly summary: string;
  /** Editors unless told, and with them administrators. */
  readonly role?: Role;
  readonly query: Q;
  /** A schema of JSON, or another media type. */
  readonly answer: z.ZodType | string;
  readonly problems?: Readonly<Record<number, readonly string[]>>;
}

/** A GET for staff. */
export function deskRead<P extends string, Q extends z.ZodObject>({
  role = "editor",
  answer,
  problems = {},
  ...rest
}: DeskRead<P, Q>): Operation<P, Q, z.ZodNull> {
  return {
    ...rest,
    role,
    group: "The desk",
    method: "GET",
    scope: null,
    isPublic: false,
    body: null,
    headers: {},
    answers: { 200: { description: "As asked.", body: answer } },
    problems,
  };
}

interface DeskWrite<P extends string, B extends z.ZodType> {
  readonly id: string;
  readonly method: Exclude<Method, "GET">;
  readonly path: P;
  readonly summary: string;
  /** Editors unless told, and with them administrators. */
  readonly role?: Role;
  readonly body: BodyOf<B> | null;
  readonly answers: Readonly<Record<number, AnswerOf>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly problems?: Readonly<Record<number, readonly string[]>>;
}

/** A write for staff. */
export function deskWrite<P extends string, B extends z.ZodType = z.ZodNull>({
  role = "editor",
  headers = {},
  problems = {},
  ...rest
}: DeskWrite<P, B>): Operation<P, typeof NoQuery, B> {
  return { ...rest, role, group: "The desk", scope: null, isPublic: false, query: NoQuery, headers, problems };
}
