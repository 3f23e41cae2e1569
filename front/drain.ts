import type { Server } from "node:http";

/** Takes no new connection, lets requests under way finish, and cuts what is left after `graceMs`. Resolves when all are closed. */
export async function drain(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection kept alive is idle only once its answer is out, so one look is not enough.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
