import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, Server } from "node:http";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { Application } from "@/front/application/application";
import type { Front } from "@/front/door/listener";
import { answerOf } from "@/front/door/listener";
import { Present } from "@/front/present";
import { FakeApplication } from "./fake-application";

interface Door {
  readonly port: number;
  /** What it warned of. */
  readonly told: readonly { readonly msg?: string }[];
  readonly present: Present;
  /** How many it has. */
  readonly connections: () => Promise<number>;
}

interface OpenOptions {
  readonly trustedProxies?: readonly string[];
  /** The application's process, where it is not simply there. */
  readonly child?: Partial<Front["child"]>;
}

export interface Asked {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export async function listening(server: Server, at: string | 0): Promise<Server> {
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  server.listen(typeof at === "string" ? { path: at } : { port: at, host: "127.0.0.1" });
  await once(server, "listening");
  return server;
}

/** The door of a front, before an application that answers so, until the test is over. Nothing is kept. */
export async function openDoor(answer: RequestListener, options: OpenOptions = {}): Promise<Door> {
  const folder = mkdtempSync(path.join(tmpdir(), "vigie-door-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const socketPath = path.join(folder, "application");
  await listening(createServer({ keepAliveTimeout: 0 }, answer), socketPath);
  const told: { msg?: string }[] = [];
  const languages = { all: ["en", "fr"], offered: ["en", "fr"], own: "en" };
  const present = new Present({
    listing: { languages, networks: [], sources: [], incidents: [] },
    staleAfterMs: 120_000,
  });
  const home = { text: "Home", href: "/" };
  const front = answerOf({
    publicUrl: "https://status.example.org",
    pageName: "Status",
    absence: languages.all.map((lang) => ({ lang, title: "Away", words: "It is away.", home })),
    trustedProxies: options.trustedProxies ?? [],
    metricsPublic: true,
    log: pino({}, { write: (line) => told.push(JSON.parse(line)) }),
    memory: new FakeApplication().memory(),
    files: { has: () => false, find: () => null },
    stream: { count: 0, open: async () => undefined },
    child: {
      isReady: true,
      isPrompt: true,
      isThere: async () => undefined,
      end: new AbortController().signal,
      ...options.child,
    },
    onPage: () => undefined,
    application: new Application({ socketPath, host: "status.example.org", onWrite: () => undefined }),
    present,
  });
  const server = await listening(createServer(front), 0);
  const connections = promisify(server.getConnections.bind(server));
  return { port: (server.address() as AddressInfo).port, told, present, connections };
}

interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks on a connection of its own. Nothing of the answer is read until `answered` is looked at; `leave` goes away without it. */
export function ask(
  { port }: Pick<Door, "port">,
  target: string,
  { method = "GET", headers = {}, body }: Asking = {},
): { readonly answered: Promise<Asked>; readonly head: Promise<IncomingMessage>; leave(): void } {
  const sent = request({ host: "127.0.0.1", port, path: target, method, headers, agent: false });
  sent.on("error", () => undefined);
  const head = once(sent, "response").then(([answer]: IncomingMessage[]) => {
    if (answer === undefined) throw new Error("No answer.");
    return answer;
  });
  const read = async () => {
    const answer = await head;
    const text = Buffer.concat(await answer.toArray()).toString();
    return { status: answer.statusCode ?? 0, headers: answer.headers, text };
  };
  head.catch(() => undefined);
  sent.end(body);
  let answered: Promise<Asked> | undefined;
  return {
    get answered() {
      answered ??= read();
      return answered;
    },
    head,
    leave: () => void sent.destroy(),
  };
}
