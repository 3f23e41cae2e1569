import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Context } from "@/server/context";

/** Another process that holds the write lock of a context's database until it is released. */
export function holdLock(context: Context) {
  return lockFile(fileURLToPath(context.settings.databaseUrl));
}

/** The same of a database by its file. */
export async function lockFile(file: string) {
  const script = `
    import Database from "libsql";
    const db = new Database(${JSON.stringify(file)});
    // Whoever is writing may finish first.
    db.exec("PRAGMA busy_timeout = 20000");
    db.exec("BEGIN IMMEDIATE");
    console.log("held");
    process.stdin.on("end", () => { db.exec("ROLLBACK"); process.exit(0); }).resume();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  const ended = once(child, "exit").then(([code]) => Promise.reject(new Error(`The lock was not had: exit ${code}.`)));
  await Promise.race([once(child.stdout, "data"), ended]);
  ended.catch(() => undefined);
  return { release: () => child.stdin.end() };
}
