import { once } from "node:events";
import type { Server } from "node:http";
import { createServer } from "node:http";
import path from "node:path";
import next from "next";
import type { Context } from "@/server/context";
import { drain } from "./drain";
import { answerOf } from "./listener";
import { refuseConnection } from "./refusal";

const DRAIN_MS = 7_000;

/** A body of 8 MiB over a slow line takes its time; one that takes longer is an attack or an accident. */
const limits = { headersTimeout: 15_000, requestTimeout: 120_000, keepAliveTimeout: 65_000 };

interface Site {
  /** Where a person at this machine finds it. */
  readonly url: string;
  /** Takes no new request, lets those under way finish, and ends Next. */
  close(): Promise<void>;
}

/** Hosts Next on the host and port of the settings. Throws what listening throws, EADDRINUSE for one. */
export async function serve(context: Context): Promise<Site> {
  const { host, port } = context.settings;
  const server = createServer(limits);
  const root = path.resolve(import.meta.dirname, "..");
  // Next listens for upgrades on this server and hangs up on them, as it would on that of the first request. One that nobody
  // reaches leaves ours without a listener, and Node then answers who merely offers another protocol (h2c) in HTTP/1.1.
  const app = next({ dev: false, dir: root, hostname: host, port, httpServer: createServer() });
  await app.prepare();
  server.on("request", answerOf(context, app.getRequestHandler()));
  server.on("clientError", refuseConnection);
  server.listen(port, host);
  await once(server, "listening");
  return {
    url: `http://localhost:${portOf(server)}/`,
    async close() {
      await drain(server, DRAIN_MS);
      await app.close();
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}
