import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { machine } from "./machine";
import type { Measure } from "./measure";

interface Run {
  readonly command: string;
  readonly measures: readonly Measure[];
  readonly notes: readonly string[];
  readonly tookSeconds: number;
}

const NOT_YET = "Not looked into yet.";
const kept = /<!-- finding: (.+?) -->\n([\s\S]*?)\n<!-- end of finding -->/g;

/** What is said of a measure: met, or missed by how much. */
export function verdictOf({ isMet, missedByPercent }: Measure): string {
  if (isMet === null) return "no target";
  if (isMet) return "met";
  return missedByPercent === undefined ? "missed" : `missed by ${missedByPercent} %`;
}

/**
 * Writes a run as a page. What somebody wrote between the marks of a finding stays there until a measure of that name is met; a new
 * miss gets a place for it.
 */
export function writeReport(file: string, run: Run): void {
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, reportOf(run, before));
}

function reportOf({ command, measures, notes, tookSeconds }: Run, before: string): string {
  const findings = new Map([...before.matchAll(kept)].map(([, name = "", text = ""]) => [name, text]));
  const rows = measures.map(
    (measure) => `| ${measure.name} | ${measure.result} | ${measure.target ?? ""} | ${verdictOf(measure)} |`,
  );
  const missed = measures.filter(({ isMet }) => isMet === false).map(({ name }) => name);
  // A part that could not run says nothing against what was found about it.
  const notMeasured = [...findings.keys()].filter((name) => !measures.some((measure) => measure.name === name));
  const paragraphs = [...missed, ...notMeasured].map(
    (name) => `### ${name}\n\n<!-- finding: ${name} -->\n${findings.get(name) ?? NOT_YET}\n<!-- end of finding -->\n`,
  );
  return `# Benchmarks

Written by \`${command}\`; only the findings are written by hand, and stay when it runs again.

- Machine: ${machine()}
- Date: ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC, in ${Math.round(tookSeconds / 60)} minutes
${notes.map((note) => `- ${note}\n`).join("")}
Figures of another machine differ; the ratios, taken in one run and by turns, differ less. "Per core" is per second of the server's processor time: the server is pinned to one core and the generator to another. The time of a read counts from when it was due at a steady rate, not from when the one before was answered, so a server that stands still is seen as such.

| what | measured | target | verdict |
| --- | --- | --- | --- |
${rows.join("\n")}

## Findings

${paragraphs.length === 0 ? "Every target is met.\n" : paragraphs.join("\n")}`;
}
