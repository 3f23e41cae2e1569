import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";

/** Whether a program is there; `args` make it end at once. */
export function isThere(program: string, args: readonly string[] = ["--version"]): boolean {
  return spawnSync(program, args, { stdio: "ignore", timeout: 10_000 }).status === 0;
}

/** Lets a process, with all its threads, run on one core alone. Answers whether it could. */
export function pin(pid: number, core: number): boolean {
  return spawnSync("taskset", ["-acp", String(core), String(pid)], { stdio: "ignore" }).status === 0;
}

/** Undoes `pin`. */
export function unpin(pid: number): void {
  spawnSync("taskset", ["-acp", `0-${cpus().length - 1}`, String(pid)], { stdio: "ignore" });
}

/** Processor time that a process has used, all its threads; null where the system does not tell (Linux does). */
export function cpuSecondsOf(pid: number): number | null {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const used = threads.map((thread) =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]),
    );
    return used.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e9;
  } catch {
    return null;
  }
}

/** The processes that a process has started and that still run; none where the system does not tell (Linux does). */
export function childrenOf(pid: number): number[] {
  try {
    return (readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").match(/\d+/g) ?? []).map(Number);
  } catch {
    return [];
  }
}

/** Resident memory of a process in megabytes (10^6 bytes); null where the system does not tell. */
export function memoryOf(pid: number): number | null {
  try {
    const kibibytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kibibytes === undefined ? null : (Number(kibibytes) * 1_024) / 1e6;
  } catch {
    return null;
  }
}

/** Raises the number of descriptors that a process may have. Answers how many it may have then; null where nobody tells. */
export function raiseDescriptors(pid: number, wanted: number): number | null {
  const has = descriptorsOf(pid);
  if (has === null || has >= wanted) return has;
  spawnSync("prlimit", ["--pid", String(pid), `--nofile=${wanted}:${wanted}`], { stdio: "ignore" });
  return descriptorsOf(pid);
}

function descriptorsOf(pid: number): number | null {
  try {
    const limit = /Max open files\s+(\d+)/.exec(readFileSync(`/proc/${pid}/limits`, "utf8"))?.[1];
    return limit === undefined ? null : Number(limit);
  } catch {
    return null;
  }
}

/** What figures depend on, in a line. */
export function machine(): string {
  const all = cpus();
  const gigabytes = Math.round(totalmem() / 1e9);
  const kernel = `${process.platform === "linux" ? "Linux" : process.platform} ${release()}`;
  return `${all[0]?.model.trim() ?? "unknown processor"}, ${all.length} cores, ${gigabytes} GB of memory, ${kernel}, Node ${process.versions.node}`;
}
