import { test as base, expect } from "@playwright/test";
import type { RunningServer } from "./server";
import { startServer } from "./server";

interface Kept {
  readonly file: string;
  readonly server: RunningServer;
}

/**
 * Playwright's test with a running server, and with a page that fails the test when it logs an error. Tests of one file share
 * the server, since starting one takes as long as many a test: what they declare has names of its own.
 */
export const test = base.extend<
  { server: RunningServer; quietConsole: undefined },
  { serverOf: (file: string) => Promise<RunningServer> }
>({
  // A worker runs one file after the other, and the tests of a file in their order.
  serverOf: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      let kept: Kept | undefined;
      await use(async (file) => {
        if (kept?.file === file) return kept.server;
        await kept?.server.stop();
        kept = { file, server: await startServer() };
        return kept.server;
      });
      await kept?.server.stop();
    },
    { scope: "worker" },
  ],
  server: async ({ serverOf }, use, { file }) => use(await serverOf(file)),
  baseURL: async ({ server }, use) => use(server.url),
  quietConsole: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        // Of an answer that is an error the test itself speaks.
        if (message.type() === "error" && !message.text().startsWith("Failed to load")) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      await use(undefined);
      expect(complaints, "what the browser's console complains of").toEqual([]);
    },
    { auto: true },
  ],
});

/** The same with a server of its own, for a test that looks at all of it, changes what holds everywhere, or breaks it. */
export const testAlone = test.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  server: async ({}, use) => {
    const server = await startServer();
    await use(server);
    await server.stop();
  },
});

export { expect };
