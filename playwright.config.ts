import { defineConfig } from "@playwright/test";
import { findBrowser } from "./bin/setup/browser.mjs";

const executablePath = await findBrowser();

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "*.test.ts",
  outputDir: "test-results/e2e",
  workers: 2,
  retries: 0,
  timeout: 60_000,
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  use: {
    trace: "retain-on-failure",
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
