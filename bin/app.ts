import { rmdirSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { closeContext } from "@/server/context";
import { settings } from "@/server/env";
import { noteReader } from "@/server/replay";
import { offerSetUp } from "@/server/set-up";
import { goOnFrom } from "@/server/version";
import { startJobs } from "./serving/jobs";
import { waitForLostDatabase } from "./serving/lost-database";
import { serve } from "./serving/serve";
import { wordsTo } from "./serving/word";
import { openForCommand, toldVersion } from "./terminal/database";
import { outliveListeners } from "./terminal/outlive";
import { endWithSentence } from "./terminal/sentence";

/** The application: Next, the API and the jobs, on the database that the environment names, behind the front. */
const STOP_WITHIN_MS = 9_000;

outliveListeners();
const { values } = parseArgs({ options: { socket: { type: "string" } } });
const { socket } = values;
if (socket === undefined || !process.connected) {
  endWithSentence("The application does not run by itself: npm start runs it, behind the front.");
}
let isStopping = false;
// While it starts nothing is under way; SIGTERM ends it as well.
process.once("disconnect", leave);

await waitForLostDatabase(settings());
const context = await openForCommand();
const { log } = context;

process.on("uncaughtException", (error) => {
  log.fatal({ err: error }, "An error that nobody caught; a process in an unknown state must not go on.");
  process.exit(1);
});

await goOnFrom(context, toldVersion(context.settings) ?? 0);
const site = await serve(context, socket);
// Most readers get what the front has kept.
process.on("message", (message) => message === "reader" && noteReader(context));
const words = wordsTo((word) => process.send?.(word, undefined, undefined, () => undefined), context);
context.memory.onVersion = words.tell;
const jobs = startJobs(context, words.tell);
words.tell();
// It may be sent twice, by the front and by whoever stops both.
process.on("SIGTERM", stop);
// Without a front nobody reaches it.
process.off("disconnect", leave).once("disconnect", stop);
await inviteToSetUp();

/** Where nobody can sign in yet, says how the first administrator is made. The page answers without that. */
async function inviteToSetUp(): Promise<void> {
  try {
    const link = await offerSetUp(context);
    if (link === null) return;
    process.stdout.write(
      `\n  Nobody can sign in yet. Set Vigie up with this link; it works once, for 24 hours:\n\n  ${link}\n\n`,
    );
  } catch (error) {
    log.error({ err: error }, "No set-up link could be made; start again to get one.");
  }
}

async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  jobs.stop();
  words.stop();
  await site.close();
  await closeContext(context);
  leave();
}

function leave(): void {
  if (!process.connected && socket !== undefined) tidyUpAfterFront(socket);
  process.exit(0);
}

/** Killed, the front could not remove the folder that it had made for the socket alone. What else lies there is not ours. */
function tidyUpAfterFront(socketPath: string): void {
  try {
    rmSync(socketPath, { force: true });
    rmdirSync(path.dirname(socketPath));
  } catch {
    // Then it stays: there is nobody left to tell.
  }
}
