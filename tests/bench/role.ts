import type { Asked, Role, Told } from "./roles";
import { roles } from "./roles";

/** What this process was asked to do. It ends with the one that started it. */
export function askedOf<R extends Role>(role: R): Asked<R> {
  process.on("disconnect", () => process.exit(0));
  // A terminal's Ctrl+C reaches all; the one that started this says when to end.
  process.on("SIGINT", () => undefined);
  return roles[role].asked.parse(JSON.parse(process.argv[2] ?? "null")) as Asked<R>;
}

/** Tells the one that started this process what came of it. */
export function tell<R extends Role>(_role: R, told: Told<R>): void {
  process.send?.(told);
}
