import type { Context } from "@/server/context";
import { closeContext, currentContext } from "@/server/context";
import { migrate } from "@/server/migrate";
import { endWithSentence } from "./sentence";

/** Opens the database of the settings, migrated to this version. Ends the process with a sentence where that cannot be. */
export async function openForCommand(): Promise<Context> {
  try {
    const context = currentContext();
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
