import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import next from "next";
import { drain } from "@/front/drain";
import type { Context } from "@/server/context";
import { answerOf } from "./listener";

const DRAIN_MS = 2_000;

/** The front in front of it keeps to limits; a connection to it stays open as long as both live. */
const limits = { headersTimeout: 0, requestTimeout: 0, keepAliveTimeout: 0 };

/** Connections that wait while one thread is busy; a system takes as many of them as it allows. */
const BACKLOG = 4_096;

interface Site {
  /** Takes no new request, lets those under way finish, and ends Next. */
  close(): Promise<void>;
}

/** Hosts Next on a socket that only the front can reach. */
export async function serve(context: Context, socketPath: string): Promise<Site> {
  const server = createServer(limits);
  const root = path.resolve(import.meta.dirname, "..");
  // Next listens for upgrades on this server and hangs up on them, as it would on that of the first request. One that nobody
  // reaches leaves ours without a listener, and Node then answers who merely offers another protocol (h2c) in HTTP/1.1.
  const { host, port } = context.settings;
  const app = next({ dev: false, dir: root, hostname: host, port, httpServer: createServer() });
  await app.prepare();
  server.on("request", answerOf(context, app.getRequestHandler()));
  // One that was killed left it behind.
  rmSync(socketPath, { force: true });
  server.listen({ path: socketPath, backlog: BACKLOG });
  await once(server, "listening");
  return {
    async close() {
      await drain(server, DRAIN_MS);
      await app.close();
    },
  };
}
