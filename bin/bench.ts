import { parseArgs } from "node:util";
import { Bench } from "@/tests/bench/bench";
import type { Measure } from "@/tests/bench/measure";
import { parts, run } from "@/tests/bench/parts";
import { verdictOf, writeReport } from "@/tests/bench/report";
import { seedByCommand } from "@/tests/bench/seed";
import { endWithSentence } from "./terminal/sentence";

/** Measures what has a target, one part after the other, and says which are met. Figures of a busy machine are worth little. */
const REPORT = "docs/benchmarks.md";
const USAGE = `npm run bench -- [--quick] [--histories FOLDER] [PART …], of ${Object.keys(parts).join(", ")}
  --quick                 shorter, and a smaller large history: to see that it runs
  --histories FOLDER      keeps the seeded databases there for the next run
npm run bench -- seed --database file:NEW.db --events N`;

if (process.argv[2] === "seed") {
  await seedByCommand(process.argv.slice(3));
  process.exit();
}

const { isQuick, histories, names } = readInput();
const say = (line: string) => void process.stderr.write(`${line}\n`);
const bench = new Bench({ isQuick, histories, say });
process.on("exit", () => bench.close());
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const startedAtMs = performance.now();
const measures: Measure[] = [];
for (const [name, part] of Object.entries(parts)) {
  if (names.length > 0 && !names.includes(name)) continue;
  say(`${name} …`);
  for (const measure of await run(bench, name, part)) {
    measures.push(measure);
    const { name: what, result, target } = measure;
    process.stdout.write(
      `${verdictOf(measure).padEnd(16)} ${what}: ${result}${target === null ? "" : `, target ${target}`}\n`,
    );
  }
}
const notes = [...bench.notes];
for (const note of notes) process.stdout.write(`${note}\n`);
if (names.length === 0 && !isQuick) {
  writeReport(REPORT, {
    command: "npm run bench",
    measures,
    notes,
    tookSeconds: (performance.now() - startedAtMs) / 1_000,
  });
  say(`Written to ${REPORT}.`);
}
process.exit();

function readInput() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { quick: { type: "boolean", default: false }, histories: { type: "string" } },
    });
    const unknown = positionals.find((name) => !Object.hasOwn(parts, name));
    if (unknown !== undefined) return endWithSentence(`There is no part "${unknown}".\n${USAGE}`);
    return { isQuick: values.quick, histories: values.histories ?? null, names: positionals };
  } catch (error) {
    return endWithSentence(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}
