import { expect } from "vitest";
import { operations } from "@/domain/contract/operations/all";
import { openapiDocument } from "@/server/openapi";

const described = openapiDocument().paths ?? {};

export interface Asked {
  readonly token?: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, with `type`. */
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** What the JSON says; null where there is no body or another media type. */
  readonly json: Json;
}

/** Parsed JSON, as far as a test may look into it. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks at what came, whatever it is.
export type Json = any;

export type Ask = (method: string, path: string, asked?: Asked) => Promise<Answer>;

/**
 * Asks a server, and holds each answer to the description of the API: its status is one that is described, its body is of the
 * schema, its code one of those listed.
 */
export function client(url: string): Ask {
  return async (method, path, { token, json, body, type, headers = {} } = {}) => {
    const sent = json === undefined ? body : JSON.stringify(json);
    const contentType = type ?? (json === undefined ? undefined : "application/json");
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: "manual",
      headers: {
        ...(contentType === undefined ? {} : { "Content-Type": contentType }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent, duplex: "half" }),
    });
    const text = await response.text();
    const isJson = /^application\/([\w.-]+\+)?json$/.test(response.headers.get("content-type") ?? "");
    const answer = {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson && text !== "" ? JSON.parse(text) : null,
    };
    if (method !== "HEAD" && method !== "OPTIONS") holdToDescription(method, path, answer);
    return answer;
  };
}

function holdToDescription(method: string, path: string, { status, json }: Answer): void {
  const [pathname = ""] = path.split("?");
  const operation = operations.find((one) => one.method === method && patternOf(one.path).test(pathname));
  if (operation === undefined) return;
  const said = `${method} ${path} answered ${status}: ${JSON.stringify(json)?.slice(0, 600)}`;
  if (status < 400) {
    const answer = operation.answers[status];
    expect(answer, said).toBeDefined();
    if (answer?.body === null || typeof answer?.body === "string") return;
    expect(answer?.body.safeParse(json).error?.issues ?? [], said).toEqual([]);
    return;
  }
  const response = described[operation.path]?.[operation.method.toLowerCase() as "get"]?.responses?.[status];
  expect(response?.description, said).toContain(`\`${json?.code}\``);
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`);
}

/** Expects a problem document of RFC 9457 with this status and code. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, code: answer.json?.code, detail: answer.json?.detail }).toMatchObject({
    status,
    code,
  });
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.json).toMatchObject({
    type: expect.any(String),
    title: expect.any(String),
    detail: expect.any(String),
    status,
    code,
  });
}
