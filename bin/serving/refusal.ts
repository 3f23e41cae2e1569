import type { ServerResponse } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Problem } from "@/server/problem";

/** Answers with a problem document (RFC 9457). */
export function refuse(response: ServerResponse, { status, code, message, headers }: Problem): void {
  const body = documentOf(status, code, message);
  response.writeHead(status, {
    ...headers,
    "Content-Type": "application/problem+json",
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}

/** Answers what is no HTTP request, or one with more headers than we read, and closes the connection. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const [status, code, detail] = faultOf(error.code);
  const body = documentOf(status, code, detail);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

function faultOf(code: string | undefined): [status: number, code: string, detail: string] {
  if (code === "HPE_HEADER_OVERFLOW") return [431, "too_large", "The headers of a request may have 16 KiB."];
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return [408, "timeout", "The request took too long to arrive."];
  return [400, "malformed", "This is not a valid HTTP request."];
}

function documentOf(status: number, code: string, detail: string): string {
  return JSON.stringify({ type: "about:blank", title: STATUS_CODES[status], status, code, detail });
}
