import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { bringBrowser } from "./browser.mjs";
import { runOpenly, SetupError, seconds } from "./run.mjs";
import { root, setUp } from "./steps.mjs";

const reports = path.join(root, "test-results");
const tool = (script, ...args) =>
  runOpenly(process.execPath, [path.join(root, "node_modules", script), ...args], { cwd: root });
const succeeded = async (code) => ((await code) === 0 ? { passed: 0, failed: 0 } : { passed: 0, failed: 1 });

/** In this order, each only if the ones before held. Each tells how many tests passed and failed. */
const steps = [
  [
    "Format and lint, with the walls of the house",
    () =>
      succeeded(
        tool(
          "@biomejs/biome/bin/biome",
          "ci",
          "--error-on-warnings",
          `--colors=${process.stdout.isTTY ? "force" : "off"}`,
        ),
      ),
  ],
  ["Nothing unused", () => succeeded(tool("knip/bin/knip.js", "--no-progress"))],
  ["The built application", () => setUp(["commands", "pages"]).then(() => ({ passed: 0, failed: 0 }))],
  ["Types", () => succeeded(tool("typescript/bin/tsc", "--noEmit"))],
  ["Unit, property and API tests", runVitest],
  ["End-to-end tests in a browser", runPlaywright],
];

/** Everything that must hold before a change is published. The last line on stdout is "N passed, N failed". */
export async function runTests() {
  const total = { passed: 0, failed: 0 };
  const times = [];
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  try {
    await setUp(["packages", "client"]);
    for (const [title, work] of steps) {
      const startedAt = Date.now();
      console.log(`\n== ${title}`);
      const { passed, failed } = await work();
      total.passed += passed;
      total.failed += failed;
      times.push(`${title}: ${seconds(startedAt)}`);
      if (failed > 0) throw new SetupError(`Stopped at "${title}"; the steps after it did not run.`);
    }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    total.failed ||= 1;
    console.log(`\n${error.message}`);
  }
  console.log(`\n${times.join("\n")}\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

/** The tests under fault, as often in a row as told. Throws where one of them fails. */
export async function runFaults([times = "1"]) {
  await setUp(["packages", "client", "commands", "pages"]);
  process.env.VIGIE_FAULTS = "1";
  for (let run = 1; run <= Number(times); run++) {
    console.log(`\n== Run ${run} of ${times}`);
    if ((await tool("vitest/vitest.mjs", "run")) !== 0) throw new SetupError(`Run ${run} of ${times} failed.`);
  }
}

async function runVitest() {
  const report = path.join(reports, "vitest.json");
  const code = await tool(
    "vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  );
  const result = readReport(report);
  return count(code, result?.numPassedTests, result?.numFailedTests);
}

async function runPlaywright() {
  process.env.CHROMIUM_PATH = await bringBrowser();
  const code = await tool("@playwright/test/cli.js", "test");
  const stats = readReport(path.join(reports, "playwright.json"))?.stats;
  return count(code, stats && stats.expected + stats.flaky, stats?.unexpected);
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

// A runner may also fail without a failing test: a file that does not load, an error outside tests.
function count(code, passed = 0, failed = 0) {
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1) };
}
