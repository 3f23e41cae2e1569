import type { WriteStream } from "node:tty";
import type { Progress } from "./player";

const WIDTH = 32;

/** Draws progress on one line of a terminal; elsewhere (a pipe, a log) a line for each tenth. */
export function progressBar(out: WriteStream, timeZone: string): (progress: Progress) => void {
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  });
  let told = -1;
  return ({ share, now, leaping }) => {
    const percent = Math.floor(Math.min(1, Math.max(0, share)) * 100);
    const line = `${String(percent).padStart(3)} %  ${clock.format(now)}${leaping ? "  jumping" : ""}`;
    if (out.isTTY) {
      const done = Math.round((WIDTH * percent) / 100);
      out.write(`\r\u001b[2K  ${"█".repeat(done)}${"░".repeat(WIDTH - done)} ${line}`);
    } else if (Math.floor(percent / 10) !== told) {
      told = Math.floor(percent / 10);
      out.write(`  ${line}\n`);
    }
  };
}
