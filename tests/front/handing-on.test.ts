import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { IncomingMessage, RequestListener, Server } from "node:http";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { Application } from "@/front/application/application";
import { refuse } from "@/front/door/refusal";
import { Problem } from "@/server/problem";
import { listening } from "@/tests/support/front-door";

const MIB = 1_024 * 1_024;

/** A front that hands everything on to an application that answers so. Resolves to its address. */
async function handOnTo(answer: RequestListener): Promise<{ readonly port: number; readonly application: Server }> {
  const folder = mkdtempSync(path.join(tmpdir(), "vigie-on-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const socketPath = path.join(folder, "application");
  const application = await listening(createServer({ keepAliveTimeout: 0 }, answer), socketPath);
  const passing = new Application({ socketPath, host: "status.example", onWrite: () => undefined });
  const front = await listening(
    createServer((incoming, response) => {
      passing.pass(incoming, response).catch(() => {
        if (response.headersSent) response.destroy();
        else refuse(response, new Problem(503, "unavailable", "It is not there."));
      });
    }),
    0,
  );
  return { port: (front.address() as AddressInfo).port, application };
}

function post(port: number, headers: Readonly<Record<string, string | number>> = {}) {
  const sent = request({ host: "127.0.0.1", port, method: "POST", path: "/api/v1/events", headers });
  sent.on("error", () => undefined);
  return { sent, answered: once(sent, "response").then(([answer]: IncomingMessage[]) => answer) };
}

test("a body that the application does not take is not taken from the client either", async () => {
  const { port } = await handOnTo((incoming) => void incoming.pause());
  const { sent, answered } = post(port, { "Content-Length": 64 * MIB });
  answered.catch(() => undefined);
  let taken = 0;
  for (let part = 0; part < 64; part += 1) sent.write(Buffer.alloc(MIB), () => (taken += 1));
  for (let before = -1; before !== taken; await sleep(500)) before = taken;
  expect(taken).toBeLessThan(24);
  sent.destroy();
});

test.each([
  ["of a length that was told", { "Content-Length": 8 * MIB }],
  ["in chunks", {}],
])("a body %s arrives whole", async (_how, headers) => {
  const { port } = await handOnTo(async (incoming, response) => {
    const body = Buffer.concat(await incoming.toArray());
    response.end(String(body.length));
  });
  const { sent, answered } = post(port, headers);
  for (let part = 0; part < 8; part += 1) sent.write(Buffer.alloc(MIB));
  sent.end();
  const answer = await answered;
  expect(Buffer.concat((await answer?.toArray()) ?? []).toString()).toBe(String(8 * MIB));
});

test("a refusal that comes before the end of the body reaches the client, who may go on to send, and ask again", async () => {
  let asked = 0;
  const { port } = await handOnTo((_incoming, response) => {
    asked += 1;
    response.writeHead(413, { "Content-Type": "text/plain" }).end("too large");
  });
  for (let time = 1; time <= 20; time += 1) {
    const { sent, answered } = post(port, {
      ...(time % 2 === 0 ? { "Content-Length": 12 * MIB } : {}),
      Connection: time % 3 === 0 ? "close" : "keep-alive",
    });
    sent.write(Buffer.alloc(MIB));
    const answer = await answered;
    expect(answer?.statusCode).toBe(413);
    for (let part = 1; part < 12; part += 1) sent.write(Buffer.alloc(MIB));
    sent.end();
    expect(Buffer.concat((await answer?.toArray()) ?? []).toString()).toBe("too large");
    expect(asked).toBe(time);
  }
});

test("a client who goes away ends the request to the application", async () => {
  const seen: IncomingMessage[] = [];
  const { port } = await handOnTo((incoming) => {
    seen.push(incoming.resume());
    incoming.on("error", () => undefined);
  });
  const { sent, answered } = post(port);
  answered.catch(() => undefined);
  sent.end("[]");
  await vi.waitFor(() => expect(seen).toHaveLength(1));
  const closed = once(seen[0]?.socket ?? sent, "close");
  sent.destroy();
  await closed;
});

test("an answer that the application breaks off is broken off for the client, and does not look whole", async () => {
  const { port } = await handOnTo((incoming, response) => {
    incoming.resume();
    response.write("half");
    setTimeout(() => response.destroy(), 50);
  });
  const { sent, answered } = post(port);
  sent.end("[]");
  const answer = await answered;
  await expect(answer?.toArray()).rejects.toThrow("aborted");
  expect(answer?.complete).toBe(false);
});

test("an application that ends a connection before it answers is told as one that is not there", async () => {
  const { port } = await handOnTo((incoming) => void incoming.socket.destroy());
  for (const body of ["", "[]"]) {
    const { sent, answered } = post(port);
    sent.end(body);
    const answer = await answered;
    expect(answer?.statusCode).toBe(503);
    answer?.resume();
  }
});

test("requests do not go into a connection that the application has left lying idle and closed", async () => {
  const { port, application } = await handOnTo(
    (incoming, response) => void incoming.resume().on("end", () => response.end("ok")),
  );
  for (let time = 0; time < 20; time += 1) {
    const { sent, answered } = post(port);
    sent.end("[]");
    const answer = await answered;
    expect(answer?.statusCode).toBe(200);
    await answer?.toArray();
    application.closeIdleConnections();
    await sleep(time % 4);
  }
});
