import type { ServerResponse } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { Problem, problemDocument } from "@/server/problem";

/** Answers with a problem document (RFC 9457). */
export function refuse(response: ServerResponse, problem: Problem): void {
  const body = problemDocument(problem);
  response.writeHead(problem.status, {
    ...problem.headers,
    "Content-Type": "application/problem+json",
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}

/** Answers what is no HTTP request, or one with more headers than we read, and closes the connection. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const problem = problemOf(error.code);
  const body = problemDocument(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

function problemOf(code: string | undefined): Problem {
  if (code === "HPE_HEADER_OVERFLOW") return new Problem(431, "too_large", "The headers of a request may have 16 KiB.");
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new Problem(408, "timeout", "The request took too long to arrive.");
  return new Problem(400, "malformed", "This is not a valid HTTP request.");
}
