import { once } from "node:events";
import { createServer, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { askedOf, tell } from "@/tests/bench/role";

/** What Node itself says of each connection. */
const ofConnection = /^(date|connection|keep-alive)$/i;

const { url, headers } = askedOf("bare");
const answer = await new Promise<import("node:http").IncomingMessage>((resolve, reject) => {
  request(url, { headers }, resolve).on("error", reject).end();
});
const body = await buffer(answer);
const head = answer.rawHeaders.filter((_, index, all) => !ofConnection.test(all[index - (index % 2)] ?? ""));
// The limits of the front's own connections.
const server = createServer({ headersTimeout: 15_000, requestTimeout: 120_000, keepAliveTimeout: 65_000 });
server.on("request", (_, response) => {
  response.writeHead(200, head);
  response.end(body);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const address = server.address();
tell("bare", { port: address !== null && typeof address === "object" ? address.port : 0 });
