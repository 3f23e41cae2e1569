import type { RequestListener } from "node:http";
import type { Socket } from "node:net";

/** Who sends more on one connection without waiting for an answer is hung up on. */
const WAITING_AT_MOST = 100;

/**
 * Takes requests that were sent on one connection without waiting for answers each in its turn. Else all would be worked on at
 * once, and nobody told when the reader goes away: an answer learns of that only once those before it are out.
 */
export function inTurn(take: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, number>();
  return (request, response) => {
    if (response.socket !== null) return take(request, response);
    const { socket } = request;
    const before = waiting.get(socket) ?? 0;
    if (before >= WAITING_AT_MOST) return void socket.destroy();
    waiting.set(socket, before + 1);
    response.once("socket", () => {
      waiting.set(socket, (waiting.get(socket) ?? 1) - 1);
      take(request, response);
    });
  };
}
