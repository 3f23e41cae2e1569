import { test as base, expect } from "@playwright/test";
import type { RunningServer } from "./server";
import { startServer } from "./server";

/** Playwright's test with a running server of its own, so that no test sees what another declared, and with a page that fails the test when it logs an error. */
export const test = base.extend<{ server: RunningServer; quietConsole: undefined }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  server: async ({}, use) => {
    const server = await startServer();
    await use(server);
    await server.stop();
  },
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

export { expect };
