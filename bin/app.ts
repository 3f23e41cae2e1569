import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import next from "next";
import { drain } from "./serving/drain";
import { passageOf } from "./serving/passage";
import { makeNonce, securityHeaders } from "./serving/policy";

const host = process.env.HOST ?? "0.0.0.0";
const port = Number(process.env.PORT ?? 3000);
const server = createServer();
const app = next({
  dev: false,
  dir: path.resolve(import.meta.dirname, ".."),
  hostname: host,
  port,
  httpServer: server,
});
await app.prepare();
const handle = app.getRequestHandler();
server.on("request", (request, response) => {
  const nonce = makeNonce();
  const passage = passageOf(request.method ?? "GET", request.url ?? "/", { all: ["en", "fr"], own: "en" });
  for (const [name, value] of Object.entries(securityHeaders(nonce, false))) if (value) response.setHeader(name, value);
  if (passage.kind === "moved") return response.writeHead(308, { Location: passage.location }).end();
  if (passage.kind === "refused") return response.writeHead(passage.problem.status).end(passage.problem.message);
  request.url = passage.url;
  request.headers["content-security-policy"] = `script-src 'nonce-${nonce}'`;
  return void handle(request, response);
});
server.listen(port, host, () => {
  const { port: bound } = server.address() as AddressInfo;
  process.stdout.write(`Vigie answers on http://localhost:${bound}/\n`);
});
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, async () => {
    await drain(server, 8_000);
    await app.close();
    process.exit(0);
  });
}
