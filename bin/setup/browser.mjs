import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { npmCommand, runQuietly, SetupError, say } from "./run.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/snap/bin/chromium",
  ...[process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA]
    .filter(Boolean)
    .map((folder) => path.join(folder, "Google", "Chrome", "Application", "chrome.exe")),
];

/** The path of a Chromium or Chrome: CHROMIUM_PATH, one of the system, or Playwright's own; null when there is none. */
export async function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!existsSync(given)) throw new SetupError(`CHROMIUM_PATH names ${given}, where nothing is.`);
    return given;
  }
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const suffix = process.platform === "win32" ? ".exe" : "";
  const inPath = folders.flatMap((folder) => names.map((name) => path.join(folder, name + suffix)));
  const { chromium } = await import("@playwright/test");
  return [...inPath, ...places, chromium.executablePath()].find((file) => existsSync(file)) ?? null;
}

/** Like findBrowser, but installs one where there is none: Debian's package where we are root there, else Playwright's. */
export async function bringBrowser() {
  const found = await findBrowser();
  if (found) return found;
  say("Vigie: no Chromium or Chrome found; installing one …");
  if (isDebian() && process.getuid?.() === 0) await installPackage();
  const brought = (await findBrowser()) ?? (await installByPlaywright());
  if (brought) return brought;
  throw new SetupError(
    "The browser tests need Chromium or Chrome. Install one (Debian: apt-get install chromium; elsewhere: npx playwright install chromium), or set CHROMIUM_PATH to one.",
  );
}

function isDebian() {
  return existsSync("/etc/os-release") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
}

async function installPackage() {
  const options = { limitMs: 300_000, env: { DEBIAN_FRONTEND: "noninteractive" } };
  await runQuietly("apt-get update", "apt-get", ["update"], options);
  await runQuietly(
    "apt-get install chromium",
    "apt-get",
    ["install", "-y", "--no-install-recommends", "chromium"],
    options,
  );
}

async function installByPlaywright() {
  const [npm, ...first] = npmCommand();
  const args = [...first, "exec", "--", "playwright", "install", "chromium"];
  await runQuietly("playwright install chromium", npm, args, { limitMs: 180_000 });
  const found = await findBrowser();
  // Playwright's Chromium comes without the system's libraries that it links to.
  return found && spawnSync(found, ["--version"], { timeout: 30_000 }).status === 0 ? found : null;
}
