import { readFileSync } from "node:fs";
import type { RunningServer } from "./server";

/** The process id of the application behind a running front. Throws where there is none just now. */
export function applicationPid({ pid }: Pick<RunningServer, "pid">): number {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  if (child === undefined) throw new Error("The front has no child.");
  return Number(child);
}
