import { once } from "node:events";
import { createServer, IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { connect, Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Stream } from "@/front/stream";
import type { StreamReader } from "@/tests/support/stream-reader";
import { readStream } from "@/tests/support/stream-reader";

/** More than what a system keeps of a connection that nobody reads. */
const LARGE = "x".repeat(8 * 1_024 * 1_024);

let version: number;
let stream: Stream;
let responses: ServerResponse[];
let url: string;
let end: () => void;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  version = 1;
  responses = [];
  stream = new Stream({
    max: 10,
    maxPerClient: 10,
    prepare: async () => undefined,
    read: () => Buffer.from(JSON.stringify({ version, text: LARGE })),
    onVersion: () => undefined,
  });
  const server = createServer((request, response) => {
    responses.push(response);
    void stream.open(null, request.socket.remoteAddress ?? "", response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}/`;
  end = () => {
    stream.end();
    server.closeAllConnections();
    server.close();
  };
});

afterEach(() => {
  vi.useRealTimers();
  end();
});

/** Asks, and reads nothing. */
async function sleeper() {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => undefined).pause();
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await vi.waitFor(() => expect(responses).toHaveLength(1));
  return socket;
}

async function tellUntil(last: number, reader: StreamReader) {
  while (version < last) {
    version += 1;
    stream.refresh(null);
    await reader.find(({ id }) => id === String(version));
  }
}

test("who does not read misses frames while others get each, costs no more than one, and then gets the latest", async () => {
  const socket = await sleeper();
  const reader = await readStream(url);
  await tellUntil(4, reader);
  expect(reader.frames.map(({ id }) => id)).toEqual(["1", "2", "3", "4"]);
  expect(responses[0]?.writableLength).toBeLessThan(LARGE.length + 1_000);

  let read = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    read += chunk;
  });
  socket.resume();
  await vi.waitFor(() => expect(read).toContain("id: 4\n"), { timeout: 10_000 });
  expect(read.match(/id: \d/g)).toEqual(["id: 1", "id: 4"]);
});

test("who takes nothing for half a minute is let go, and who reads is told every 15 seconds that the line is open", async () => {
  const socket = await sleeper();
  const reader = await readStream(url);
  await reader.find(({ id }) => id === "1");
  expect(stream.count).toBe(2);
  vi.advanceTimersByTime(20_000);
  await vi.waitFor(() => expect(reader.comments).toBe(1));
  expect(stream.count).toBe(2);
  vi.advanceTimersByTime(30_000);
  await vi.waitFor(() => expect(stream.count).toBe(1));
  expect(reader.comments).toBe(3);
  socket.destroy();
});

test("who went away before the stream was opened is counted no more", async () => {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  response.destroy();
  await stream.open(null, "192.0.2.1", response);
  expect(stream.count).toBe(0);
});
