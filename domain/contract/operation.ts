import { z } from "zod";

export type Scope = "events:write" | "incidents:write" | "read" | "admin";
/** What staff are; an administrator may do what an editor may. */
export type Role = "administrator" | "editor";
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type MediaType =
  | "application/json"
  | "application/x-ndjson"
  | `image/${"avif" | "gif" | "jpeg" | "png" | "webp"}`;
export type Group =
  | "Status"
  | "Incidents"
  | "Events and heartbeats"
  | "Declaring"
  | "Feeds"
  | "The server"
  | "The desk";

export interface BodyOf<B extends z.ZodType> {
  /** Reads the body at the door. */
  readonly schema: B;
  /** Describes it, where the door leaves the reading to the use case. */
  readonly described?: z.ZodType;
  readonly limitBytes: number;
  readonly mediaTypes: readonly MediaType[];
  readonly example: unknown;
}

export interface AnswerOf {
  readonly description: string;
  /** A schema of JSON, another media type, or (null) no body. */
  readonly body: z.ZodType | string | null;
}

/**
 * One thing that can be asked over HTTP, said once: its route checks requests by it, and the description of the API and
 * the page that shows it are made of it.
 */
export interface Operation<
  P extends string = string,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly group: Group;
  readonly method: Method;
  /** With its parameters in braces. */
  readonly path: P;
  readonly summary: string;
  readonly description?: string;
  /** null: anybody, unless a role is told. */
  readonly scope: Scope | null;
  /** For staff who are signed in, where a token will not do. */
  readonly role?: Role;
  /** What a token of the scope `read` adds, where anybody may ask. */
  readonly withToken?: string;
  /** May be read from any web page and takes `lang`. */
  readonly isPublic: boolean;
  /** Too much can be asked for to keep an answer to each. */
  readonly isLookUp?: boolean;
  readonly query: Q;
  readonly body: BodyOf<B> | null;
  /** Request headers with what they do. */
  readonly headers: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<number, AnswerOf>>;
  /** Codes of problems that are its own, by status; those that follow from the rest are not repeated. */
  readonly problems: Readonly<Record<number, readonly string[]>>;
}

interface ReadOptions<P extends string, Q extends z.ZodObject> {
  readonly id: string;
  readonly group: Group;
  readonly path: P;
  readonly summary: string;
  readonly description?: string;
  readonly withToken?: string;
  readonly isLookUp?: boolean;
  readonly query: Q;
  readonly answer: z.ZodType | string;
  readonly problems?: Readonly<Record<number, readonly string[]>>;
}

/** A public GET. */
export function read<P extends string, Q extends z.ZodObject>({
  answer,
  problems = {},
  ...rest
}: ReadOptions<P, Q>): Operation<P, Q, z.ZodNull> {
  return {
    ...rest,
    method: "GET",
    scope: null,
    isPublic: true,
    body: null,
    headers: { "If-None-Match": "Answers 304 where the bytes have this ETag." },
    answers: { 200: { description: "As asked.", body: answer }, 304: { description: "Not modified.", body: null } },
    problems,
  };
}

interface WriteOptions<P extends string, B extends z.ZodType>
  extends Pick<Operation<P>, "id" | "group" | "method" | "path" | "summary" | "answers" | "problems"> {
  readonly description?: string;
  readonly scope: Scope;
  readonly body: BodyOf<B> | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A write for a token with a scope. */
export function write<P extends string, B extends z.ZodType = z.ZodNull>({
  headers = {},
  ...rest
}: WriteOptions<P, B>): Operation<P, typeof NoQuery, B> {
  return { ...rest, isPublic: false, query: NoQuery, headers };
}

/** Takes no parameters; others are ignored. */
export const NoQuery = z.object({});

/** A JSON body, of 256 KiB at most unless told otherwise. */
export function json<B extends z.ZodType>(schema: B, example: z.input<B>, limitKib = 256): BodyOf<B> {
  return { schema, limitBytes: limitKib * 1_024, mediaTypes: ["application/json"], example };
}
