import { defineConfig } from "@playwright/test";
import { findBrowser } from "./bin/setup/browser.mjs";

const executablePath = await findBrowser();

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "*.test.ts",
  outputDir: "test-results/e2e",
  // As many as there are cores on a small machine, which the servers and the browser keep busy: a third made nothing sooner.
  workers: 2,
  retries: 0,
  // What a test waits for comes in a few seconds where the machine is its own; one that is shared may be many times slower.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  use: {
    // A trace costs a tenth of the time: `npx playwright test --trace on FILE` writes one.
    trace: "off",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
