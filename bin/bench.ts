import { ingestion } from "@/tests/bench/ingestion";
import { lateEvent } from "@/tests/bench/late-event";
import { seedByCommand } from "@/tests/bench/seed";

if (process.argv[2] === "seed") {
  await seedByCommand(process.argv.slice(3));
  process.exit();
}

/** Measures what has a target, one after the other, and says which are met. Figures of a busy machine are worth little. */
for (const measure of [ingestion, lateEvent]) {
  const { name, result, target, isMet } = await measure();
  process.stdout.write(`${isMet ? "met   " : "missed"}  ${name}: ${result}, target ${target}\n`);
}
