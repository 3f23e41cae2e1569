import type { z } from "zod";
import { staffOf } from "@/app/session";
import type { Method, Operation } from "@/domain/contract/operation";
import type { Actor } from "@/server/actor";
import { nobody, requireScope, requireStaff } from "@/server/actor";
import type { Context } from "@/server/context";
import { currentContext } from "@/server/context";
import { databaseProblem } from "@/server/database/faults";
import { parse } from "@/server/faults";
import { findLanguage } from "@/server/messages";
import { isProblem, Problem } from "@/server/problem";
import { countRequest } from "@/server/request-counts";
import { findActor } from "@/server/tokens";
import { empty, problemResponse } from "./answer";
import { discardBody, readBody } from "./body";
import type { ParamsOf } from "./path";
import { paramsOf } from "./path";

/** A request that passed the door. */
export interface Call<P extends string = string, Q = unknown, B = unknown> {
  readonly operation: Operation;
  readonly context: Context;
  readonly actor: Actor;
  readonly request: Request;
  readonly params: ParamsOf<P>;
  readonly query: Q;
  readonly body: B;
  /** The body as it came. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The language that the reader asked for, where it is one that the page speaks. */
  readonly lang: string | null;
}

interface Route {
  readonly operation: Operation;
  readonly answer: (request: Request) => Promise<Response>;
}

/**
 * Serves an operation. Checked in the contract's order: token (401), scope (403), path (404), media type (415), size (413),
 * form (400), content (422); what remains is the use case's. What that knows of rights and paths, `before` throws in time.
 */
export function on<P extends string, Q extends z.ZodObject, B extends z.ZodType>(
  operation: Operation<P, Q, B>,
  run: (call: Call<P, z.infer<Q>, z.infer<B>>) => Promise<Response>,
  before?: (call: Pick<Call<P>, "context" | "actor" | "params">) => unknown,
): Route {
  return {
    operation,
    async answer(request) {
      const url = new URL(request.url);
      const context = currentContext();
      const actor = await actorOf(operation, context, request.headers);
      const params = paramsOf(operation.path, url.pathname, operation.problems[404] ?? []);
      await before?.({ context, actor, params });
      const received = operation.body === null ? null : await readBody(request, operation.body);
      const query = parse(operation.query, firstValues(url.searchParams));
      const body = (operation.body === null ? null : parse(operation.body.schema, received?.value)) as z.infer<B>;
      const asked = url.searchParams.get("lang") ?? request.headers.get("x-vigie-lang");
      const lang = findLanguage(asked, context.settings.languages);
      const bytes = received?.bytes ?? new Uint8Array();
      return run({ operation, context, actor, request, params, query, body, bytes, lang });
    },
  };
}

/** Serves an operation that needs nothing of the server: no database, no token. */
export function bare(operation: Operation, answer: (request: Request) => Promise<Response>): Route {
  return { operation, answer };
}

/** A handler for every method that the framework knows: those of `routes`, HEAD and OPTIONS with them, else 405. */
export function endpoint(...routes: readonly Route[]) {
  const byMethod = new Map<string, Route>(routes.map((route) => [route.operation.method, route]));
  const allowed = [...byMethod.keys(), ...(byMethod.has("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const isPublic = routes.some(({ operation }) => operation.isPublic);
  const path = routes[0]?.operation.path ?? "";

  async function handle(method: Method, request: Request): Promise<Response> {
    const route = byMethod.get(method);
    let response: Response;
    try {
      if (route === undefined) throw wrongMethod(request.method, allowed);
      response = await route.answer(request);
    } catch (error) {
      response = refuse(error);
      void discardBody(request);
    }
    if (route?.operation.isPublic ?? isPublic) allowAnyOrigin(response.headers);
    countRequest(request.method, path, response.status);
    return response;
  }

  const handlerOf = (method: Method) => (request: Request) => handle(method, request);
  const head = async (request: Request) => withoutBody(await handle("GET", request));
  const options = async () => empty(204, { Allow: allowed, ...(isPublic ? preflight : {}) });
  return {
    GET: handlerOf("GET"),
    POST: handlerOf("POST"),
    PUT: handlerOf("PUT"),
    PATCH: handlerOf("PATCH"),
    DELETE: handlerOf("DELETE"),
    HEAD: head,
    OPTIONS: options,
  };
}

const preflight = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET, HEAD",
  "Access-Control-Allow-Headers": "If-None-Match",
  "Access-Control-Max-Age": "86400",
};

function allowAnyOrigin(headers: Headers): void {
  headers.set("Access-Control-Allow-Origin", "*");
  headers.set("Access-Control-Expose-Headers", "ETag, Retry-After");
}

async function actorOf(operation: Operation, context: Context, headers: Headers): Promise<Actor> {
  const { scope, role, withToken } = operation;
  if (scope === null && role === undefined && withToken === undefined) return nobody;
  const authorization = headers.get("authorization");
  const bearer = authorization === null ? null : (/^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? "");
  const isForStaff = bearer === null && (scope !== null || role !== undefined);
  const actor = isForStaff ? await signedIn(operation, context, headers) : await findActor(context, bearer);
  if (scope !== null) requireScope(actor, scope);
  if (role !== undefined) requireStaff(actor, role);
  return actor;
}

/**
 * A cookie comes along whoever made the browser send a request: a write by it must come from a page of ours. A page that is
 * still open when somebody else signs in says for whom it was made, and does nothing in the other's name.
 */
async function signedIn({ method }: Operation, context: Context, headers: Headers): Promise<Actor> {
  const actor = await staffOf(context, headers);
  const page = headers.get("desk-account");
  if (actor.kind === "staff" && page !== null && page !== String(actor.id)) {
    throw new Problem(403, "other_account", "This page was made for another account than the one signed in now.");
  }
  if (actor.kind !== "nobody" && method !== "GET" && headers.get("x-vigie-same-origin") === null) {
    throw new Problem(403, "foreign_origin", "A request by a session's cookie must come from a page of this site.");
  }
  return actor;
}

/** Of a repeated parameter the first value counts. */
function firstValues(parameters: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...parameters].reverse());
}

function withoutBody(response: Response): Response {
  return new Response(null, { status: response.status, headers: response.headers });
}

function wrongMethod(method: string, allowed: string): Problem {
  return new Problem(405, "method_not_allowed", `${method} is not answered here; ${allowed} are.`, {
    headers: { Allow: allowed },
  });
}

/** No input may lead to the last line: it is for our own faults. */
function refuse(error: unknown): Response {
  const problem = isProblem(error) ? error : databaseProblem(error);
  if (problem !== null) return problemResponse(problem);
  currentContext().log.error({ err: error }, "A request ended in an error that nobody expected");
  return problemResponse(new Problem(500, "internal", "Something failed here, and was logged."));
}
