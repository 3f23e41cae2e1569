import type { ResponseConfig, RouteConfig } from "@asteasolutions/zod-to-openapi";
import { OpenAPIRegistry, OpenApiGeneratorV31 } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";
import type { AnswerOf, BodyOf, Operation } from "@/domain/contract/operation";
import { operations } from "@/domain/contract/operations/all";
import { ProblemAnswer } from "@/domain/contract/problem";
import { Slug } from "@/domain/contract/text";

type Document = ReturnType<OpenApiGeneratorV31["generateDocument"]>;

const about = `Who refuses mail from whose addresses, since when, and what is being done.

Instants are RFC 3339: requests take any offset, answers give UTC. Lists are \`{ items, nextCursor }\`. Unknown fields of a
body and unknown parameters are ignored. Refusals are \`application/problem+json\` (RFC 9457) with a stable \`code\`.`;

/** The description of the API in OpenAPI 3.1, made from the schemas that read the requests. */
export function openapiDocument(): Document {
  const registry = new OpenAPIRegistry();
  registry.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
    description: "A token of this server, made by `npm run token`. Scopes: events:write, incidents:write, read, admin.",
  });
  for (const operation of operations) registry.registerPath(routeOf(operation));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: { title: "Vigie", version: "1", description: about, license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url: "/" }],
    tags: [...new Set(operations.map(({ group }) => group))].map((name) => ({ name })),
  });
}

function routeOf(operation: Operation): RouteConfig {
  const { id, group, method, path, summary, scope, withToken, body } = operation;
  const description = [
    operation.description,
    scope && `Scope: \`${scope}\`.`,
    withToken && `With a token of the scope \`read\`: ${withToken}`,
  ];
  const token = { token: [] };
  return {
    operationId: id,
    tags: [group],
    method: method.toLowerCase() as Lowercase<typeof method>,
    path,
    summary,
    ...(description.some(Boolean) ? { description: description.filter(Boolean).join(" ") } : {}),
    security: scope !== null ? [token] : withToken === undefined ? [] : [{}, token],
    request: {
      params: z.object(Object.fromEntries(paramsOf(path).map((name) => [name, name === "slug" ? Slug : z.string()]))),
      query: operation.isPublic ? operation.query.extend({ lang: Lang }) : operation.query,
      headers: z.object(mapValues(operation.headers, (use) => z.string().optional().meta({ description: use }))),
      ...(body === null ? {} : { body: { required: true, content: contentOf(body) } }),
    },
    responses: { ...mapValues(operation.answers, responseOf), ...problemsOf(operation) },
  };
}

const Lang = z.string().optional().meta({
  description: "The language of texts and sentences, as far as there are translations.",
  example: "fr",
});

function paramsOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

function contentOf({ schema, described, mediaTypes, example }: BodyOf<z.ZodType>) {
  return Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema: described ?? schema, example }]));
}

function responseOf({ description, body }: AnswerOf): ResponseConfig {
  if (body === null) return { description };
  if (typeof body === "string") return { description, content: { [body]: { schema: z.string() } } };
  return { description, content: { "application/json": { schema: body } } };
}

const needsNoDatabase = ["/healthz", "/api/v1/openapi.json", "/api/v1/stream"];

/** Its own problems, and those that follow from what it takes. */
function problemsOf(operation: Operation): Record<string, ResponseConfig> {
  const { scope, withToken, body, query, path } = operation;
  const codes = new Map<number, string[]>();
  const add = (status: number, ...more: readonly string[]) =>
    codes.set(status, [...(codes.get(status) ?? []), ...more]);
  if (scope !== null || withToken !== undefined) add(401, "unauthorized");
  if (scope !== null) add(403, "insufficient_scope");
  if (path.includes("{")) add(400, "malformed");
  if (body !== null) {
    add(400, "malformed");
    add(413, "too_large");
    add(415, "unsupported_media_type");
  }
  if (body !== null || Object.keys(query.shape).length > 0) add(422, "invalid");
  for (const [status, own] of Object.entries(operation.problems)) add(Number(status), ...own);
  if (!needsNoDatabase.includes(path)) {
    add(503, "database_busy", "database_full", "database_unavailable");
  }
  return Object.fromEntries(
    [...codes].map(([status, names]) => [
      status,
      {
        description: `Code ${[...new Set(names)].map((name) => `\`${name}\``).join(", ")}.`,
        content: { "application/problem+json": { schema: ProblemAnswer } },
      },
    ]),
  );
}

function mapValues<T, U>(values: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}
