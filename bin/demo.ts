import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
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
const account = await addStaff();
const server = spawn(process.execPath, [bundle("front")], { stdio: ["ignore", "inherit", "inherit"] });
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

// Whatever ends the demo ends the server with it.
process.on("exit", () => void server.kill("SIGTERM"));

await healthy();
if (stop.signal.aborted) await leave();
const token = await issueToken();
console.log(`
  Open  ${url}

  It is the page that readers of June 2014 would have seen, three weeks in ${Math.round((script.to - script.from) / 1000 / speed)} seconds.
  Play begins when you open it, or in a minute. Ctrl+C ends the demo.

  The desk where its staff work is at  ${url}/desk
    e-mail    ${account.email}
    password  ${account.password}
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
await leave();

/** Once the server has ended. */
async function leave(): Promise<never> {
  if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
  process.exit();
}

async function healthy(): Promise<void> {
  for (let tries = 0; tries < 300 && !stop.signal.aborted; tries++) {
    const answer = await fetch(new URL("/readyz", url)).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  if (!stop.signal.aborted) throw new Error(`The server did not answer at ${url} within half a minute.`);
}

/** Before the server starts: it would invite to make an administrator while there is none. */
async function addStaff(): Promise<{ readonly email: string; readonly password: string }> {
  const email = "demo@example.org";
  const password = randomBytes(12).toString("base64url");
  await run("staff", ["--email", email, "--name", "Demo", "--role", "administrator"], password);
  return { email, password };
}

function issueToken(): Promise<string> {
  // A terminal's Ctrl+C ends that command as well.
  return run("token", ["--name", "demo", "--scopes", "admin"]).catch((error: unknown) => {
    if (stop.signal.aborted) return leave();
    throw error;
  });
}

/** Runs a command beside this one and resolves to what it prints. Ends the demo where it fails: the reason then stands above. */
async function run(command: string, args: readonly string[], input = ""): Promise<string> {
  const child = spawn(process.execPath, [bundle(command), ...args], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(input);
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`The command ${command} failed; the reason stands above.`);
  return text.trim();
}
