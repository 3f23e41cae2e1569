import type { IncomingMessage, ServerResponse } from "node:http";
import type { Stream } from "@/front/stream";
import { streamHeaders } from "@/front/stream";
import { isProblem, Problem } from "@/server/problem";
import { refuse } from "./refusal";

export const streamPath = "/api/v1/stream";

const ALLOWED = "GET, HEAD, OPTIONS";
const preflight = {
  Allow: ALLOWED,
  "Access-Control-Allow-Methods": "GET, HEAD",
  "Access-Control-Allow-Headers": "Cache-Control, Last-Event-ID",
  "Access-Control-Max-Age": "86400",
};

/** Answers a request for the stream, by any method, as public reads are answered: to any web page, refusals too. */
export async function answerStream(
  request: IncomingMessage,
  response: ServerResponse,
  stream: Pick<Stream, "open">,
  { lang, address }: { readonly lang: string | null; readonly address: string },
): Promise<void> {
  const { method = "" } = request;
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("Access-Control-Expose-Headers", "Retry-After");
  if (method === "OPTIONS") return void response.writeHead(204, preflight).end();
  if (method === "HEAD") return void response.writeHead(200, streamHeaders).end();
  try {
    if (method !== "GET") throw wrongMethod(method);
    await stream.open(lang, address, response);
  } catch (error) {
    if (!isProblem(error)) throw error;
    refuse(response, error);
  }
}

function wrongMethod(method: string): Problem {
  const detail = `${method} is not answered here; ${ALLOWED} are.`;
  return new Problem(405, "method_not_allowed", detail, { headers: { Allow: ALLOWED } });
}
