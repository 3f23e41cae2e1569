import { once } from "node:events";
import type { Agent, IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { request as send } from "node:http";
import { pipeline } from "node:stream";

interface Behind {
  readonly socketPath: string;
  readonly agent: Agent;
  /** What gives nothing for so long gives nothing any more. */
  readonly withinMs: number;
}

/** Of one connection, or told to the front alone. A read has no body that counts. */
const notSentOn = ["connection", "content-length", "keep-alive", "transfer-encoding"];
const notSentBack = ["connection", "keep-alive", "transfer-encoding", "x-vigie-version", "x-vigie-shown-from"];

/**
 * Asks the application what a reader has asked, and resolves to its answer once that has begun. The reader may have gone away since:
 * the application works on what it has been asked all the same, and takes nothing else up meanwhile. Rejects where it gives no answer.
 */
export async function answerTo(
  { method, url, headers }: IncomingMessage,
  { socketPath, agent, withinMs }: Behind,
): Promise<IncomingMessage> {
  const asked = send({ socketPath, agent, method, path: url, headers: without(headers, notSentOn), timeout: withinMs });
  asked.on("timeout", () => asked.destroy(new Error("The application gave nothing for too long.")));
  // Once the answer has begun, it is that which is broken off.
  asked.on("error", () => undefined).end();
  const [answer]: IncomingMessage[] = await once(asked, "response");
  if (answer === undefined) throw new Error("The application gave no answer.");
  return answer;
}

/** Sends an answer of the application back to a reader as it comes, as fast as they take it; broken off here, it is broken off there. */
export function sendBack(answer: IncomingMessage, response: ServerResponse): void {
  if (response.destroyed) return void answer.destroy();
  response.statusCode = answer.statusCode ?? 502;
  response.statusMessage = answer.statusMessage ?? "";
  for (const [name, value] of Object.entries(without(answer.headers, notSentBack))) {
    if (value !== undefined) response.setHeader(name, value);
  }
  pipeline(answer, response, () => undefined);
}

function without(headers: IncomingHttpHeaders, names: readonly string[]): OutgoingHttpHeaders {
  const rest: OutgoingHttpHeaders = { ...headers };
  for (const name of names) delete rest[name];
  return rest;
}
