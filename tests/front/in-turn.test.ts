import { once } from "node:events";
import type { RequestListener, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { inTurn } from "@/front/door/in-turn";

/** Sends `count` requests at once on one connection to a server that takes them in turn. */
async function sendAtOnce(count: number, take: RequestListener) {
  const server = createServer(inTurn(take)).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  let text = "";
  socket.on("error", () => undefined).on("data", (data) => (text += data));
  socket.write(Array.from({ length: count }, (_, at) => `GET /${at} HTTP/1.1\r\nHost: x\r\n\r\n`).join(""));
  return { socket, text: () => text };
}

test("requests sent at once are answered one after the other, each once those before it are out", async () => {
  let underWay = 0;
  const { text } = await sendAtOnce(20, async ({ url }, response) => {
    underWay += 1;
    expect(underWay).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 2));
    underWay -= 1;
    response.end(`[${url}]`);
  });
  const all = Array.from({ length: 20 }, (_, at) => `[/${at}]`);
  await vi.waitFor(() => expect(text().match(/\[.*?\]/g)).toEqual(all));
});

test("what waits behind an answer without an end is not begun, and nothing is left of it when the reader goes", async () => {
  const taken: ServerResponse[] = [];
  let left = 0;
  const { socket } = await sendAtOnce(50, (_request, response) => {
    taken.push(response);
    response.once("close", () => (left += 1)).write("on and on");
  });
  await once(socket, "data");
  socket.destroy();
  await vi.waitFor(() => expect(left).toBe(1));
  expect(taken).toHaveLength(1);
});

test("who sends hundreds without waiting is hung up on", async () => {
  const { socket } = await sendAtOnce(300, (_request, response) => void response.write("on and on"));
  await once(socket, "close");
});
