import { findVouched, markOf, pagesFolder } from "@/front/last-good/kept-note";
import type { Context } from "@/server/context";
import { closeContext, currentContext } from "@/server/context";
import { databaseFile } from "@/server/database/url";
import type { Settings } from "@/server/env";
import { isBegun, migrate } from "@/server/migrate";
import { endWithSentence } from "./sentence";

/** Opens the database of the settings, migrated to this version. Ends the process with a sentence where that cannot be. */
export async function openForCommand(): Promise<Context> {
  try {
    const context = currentContext();
    await refuseToBeginAnew(context.settings);
    const applied = await migrate(context.settings.databaseUrl);
    // On stderr: stdout belongs to what the command prints.
    for (const name of applied) process.stderr.write(`The database was migrated: ${name}\n`);
    return context;
  } catch (error) {
    return endWithSentence(error instanceof Error ? error.message : String(error));
  }
}

/** Runs a command against the database of the settings. Ends the process with a sentence where it fails. */
export async function withDatabase(command: (context: Context) => Promise<void>): Promise<void> {
  const context = await openForCommand();
  try {
    await command(context);
  } catch (error) {
    endWithSentence(error instanceof Error ? error.message : String(error));
  }
  await closeContext(context);
}

/** The version of the database of the settings that readers were last told, as far as kept pages say. null: none. */
export function toldVersion({ dataDir, databaseUrl }: Settings): number | null {
  const vouched = findVouched(pagesFolder(dataDir));
  return vouched?.database === markOf(databaseFile(databaseUrl) ?? databaseUrl) ? vouched.version : null;
}

/** What is to be said and done where the database of the settings is lost. null: it is there, or none was there before. */
export async function lossOfDatabase(settings: Settings): Promise<string | null> {
  const { databaseUrl, dataDir } = settings;
  if (toldVersion(settings) === null || (await isBegun(databaseUrl))) return null;
  return [
    `The database ${databaseFile(databaseUrl)} is gone, or empty, though pages were made of it and are kept.`,
    "Put the file back. Until then a running server shows the pages that were kept, and says as of when they speak.",
    `To begin anew with an empty database instead, delete ${pagesFolder(dataDir)}.`,
  ].join("\n");
}

/** An empty database in the place of one that is lost would have the page say that there is nothing to tell. */
async function refuseToBeginAnew(settings: Settings): Promise<void> {
  const loss = await lossOfDatabase(settings);
  if (loss !== null) throw new Error(loss);
}
