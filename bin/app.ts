import { closeContext } from "@/server/context";
import { offerSetUp } from "@/server/set-up";
import { startJobs } from "./serving/jobs";
import { serve } from "./serving/serve";
import { openForCommand } from "./terminal/database";
import { endWithSentence } from "./terminal/sentence";

/** The application: Next, the API and the jobs, on the port and the database that the environment names. */
const STOP_WITHIN_MS = 9_000;

const context = await openForCommand();
const { log, settings } = context;

process.on("uncaughtException", (error) => {
  log.fatal({ err: error }, "An error that nobody caught; a process in an unknown state must not go on.");
  process.exit(1);
});

const site = await serve(context).catch((error: NodeJS.ErrnoException) => {
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
    return endWithSentence(`HOST is ${settings.host}, which is no address of this machine.`);
  }
  if (error.code !== "EADDRINUSE") throw error;
  return endWithSentence(
    `Port ${settings.port} is taken by another program. Stop it, or take another: PORT=3001 npm start`,
  );
});
const jobs = startJobs(context);
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, stop);
process.stdout.write(`Vigie answers on ${site.url}\n`);
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
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  jobs.stop();
  await site.close();
  await closeContext(context);
  process.exit(0);
}
