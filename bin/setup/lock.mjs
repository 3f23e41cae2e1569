import { mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SetupError, say } from "./run.mjs";

const ABANDONED_MS = 60_000;
const PATIENCE_MS = 900_000;

/** Runs `work` while no other process does so under the same lock file. The lock of a process that died is taken over. */
export async function withLock(file, work) {
  await take(file);
  const touch = setInterval(() => utimesSync(file, new Date(), new Date()), 5_000);
  const release = () => rmSync(file, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(touch);
    process.off("exit", release);
    release();
  }
}

async function take(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  const giveUpAt = Date.now() + PATIENCE_MS;
  let told = false;
  while (!create(file)) {
    const holder = readHolder(file);
    if (holder && isGone(holder)) clear(file, holder);
    else if (Date.now() > giveUpAt)
      throw new SetupError(`Process ${holder?.pid} has been setting up for long. Remove ${file} if it is not.`);
    else {
      if (!told && holder) say(`Another command is setting up (process ${holder.pid}); waiting for it.`);
      told ||= holder !== null;
      await sleep(200);
    }
  }
}

function create(file) {
  try {
    writeSync(openSync(file, "wx"), String(process.pid));
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function readHolder(file) {
  try {
    return { pid: Number(readFileSync(file, "utf8")), touchedAt: statSync(file).mtimeMs };
  } catch {
    return null;
  }
}

function isGone({ pid, touchedAt }) {
  if (Date.now() - touchedAt > ABANDONED_MS) return true;
  if (pid === process.pid) return true;
  // Between its creation and its first byte a lock is empty.
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

// Of several that find the same dead lock one wins the rename; a lock that was taken meanwhile is put back.
function clear(file, holder) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (Number(readFileSync(aside, "utf8")) === holder.pid) rmSync(aside);
    else renameSync(aside, file);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}
