import { rebuild } from "@/server/rebuild";
import { withDatabase } from "./terminal/database";

/** Derives the blocks anew from the events and drops the kept days. The server may be running: its writers wait. */
await withDatabase(async (context) => {
  const startedAt = performance.now();
  let told = 0;
  const { events, blocks } = await rebuild(context, (share) => {
    const percent = Math.floor(share * 100);
    if (percent < told + 10) return;
    told = percent;
    process.stderr.write(`${percent} %\n`);
  });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  process.stdout.write(`Blocks derived: ${blocks}, from events: ${events}, in ${seconds} s.\n`);
});
