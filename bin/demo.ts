import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { parseArgs } from "node:util";
import { apiClient } from "./replay/api-client";
import { play } from "./replay/player";
import { progressBar } from "./replay/progress-bar";
import { scriptOf } from "./replay/script";
import { readStory } from "./replay/story";

/** Two minutes for the whole story, unless told otherwise. */
const PLAYING_TIME_S = 120;

const { values } = parseArgs({
  options: { url: { type: "string" }, speed: { type: "string" }, story: { type: "string" } },
});
const url = values.url ?? "http://localhost:3000";
const story = await readStory(values.story ?? "content/replay/2014-outlook.json");
const script = scriptOf(story);
const speed = values.speed === undefined ? (script.to - script.from) / 1000 / PLAYING_TIME_S : Number(values.speed);
if (!(speed > 0 && speed <= 1e9)) {
  console.error("--speed takes how many seconds of the story go by in a second: 15000 plays it in two minutes.");
  process.exit(2);
}

const bundle = (name: string) => path.join(import.meta.dirname, `${name}.mjs`);
const server = spawn(process.execPath, [bundle("app")], { stdio: ["ignore", "inherit", "inherit"] });
const stop = new AbortController();
server.on("exit", (code) => {
  if (!stop.signal.aborted) {
    console.error("The server stopped; its own words are above.");
    process.exit(code ?? 1);
  }
});
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.on(name, () => {
    stop.abort();
    server.kill("SIGTERM");
  });
}

await healthy();
const token = await issueToken();
console.log(`
  Open  ${url}

  It is the page that readers of June 2014 would have seen, three weeks in ${Math.round((script.to - script.from) / 1000 / speed)} seconds.
  Play begins when you open it, or in a minute. Ctrl+C ends the demo.
`);
await play(
  apiClient(url, token),
  { story, script, speed },
  progressBar(process.stdout, story.timezone),
  stop.signal,
).catch((error: unknown) => {
  if (stop.signal.aborted) return;
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
  stop.abort();
  server.kill("SIGTERM");
});
if (server.exitCode === null) await once(server, "exit");

async function healthy(): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await fetch(new URL("/healthz", url)).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The server did not answer at ${url} within half a minute.`);
}

async function issueToken(): Promise<string> {
  const child = spawn(process.execPath, [bundle("token"), "--name", "demo", "--scopes", "admin"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error("No token could be made; the reason stands above.");
  return text.trim();
}
