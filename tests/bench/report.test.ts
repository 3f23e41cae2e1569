import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "@/tests/support/databases";
import { Answers } from "./answers";
import type { Measure } from "./measure";
import { judged, percentile, shown } from "./measure";
import { writeReport } from "./report";

const met = judged("reads", 0.9, { atLeast: 0.8 }, shown.ratio);
const missed = judged("rendering", 30, { atMost: 25 }, shown.milliseconds);

function report(file: string, ...measures: Measure[]): string {
  writeReport(file, { command: "npm run bench", measures, notes: ["a note"], tookSeconds: 600 });
  return readFileSync(file, "utf8");
}

test("a figure beside its target says by how much it misses", () => {
  expect([met.isMet, met.target, met.result]).toEqual([true, ">= 0.80", "0.90"]);
  expect([missed.isMet, missed.target, missed.missedByPercent]).toEqual([false, "<= 25 ms", 20]);
});

test("what somebody found out about a miss survives the next run, and goes once the target is met", () => {
  const file = path.join(temporaryFolder(), "benchmarks.md");
  const first = report(file, met, missed);
  expect(first).toContain("| rendering | 30 ms | <= 25 ms | missed by 20 % |");
  expect(first).toContain("- a note");
  writeFileSync(file, first.replace("Not looked into yet.", "The catalogue is read twice.\n\nOnce would do."));
  expect(report(file)).toContain("Once would do.");
  expect(report(file, missed, met)).toContain("\nThe catalogue is read twice.\n\nOnce would do.\n");
  expect(report(file, met, { ...missed, isMet: true })).not.toContain("catalogue");
});

test("the greatest of a hundred values is its 100th percentile, the last but one its 99th", () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([50, 99, 100].map((percent) => percentile(values, percent))).toEqual([50, 99, 100]);
});

test.each([
  ["a length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"],
  ["chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"],
])("answers with %s are counted however their bytes arrive", (_, answer) => {
  for (let size = 1; size <= answer.length; size += 1) {
    const answers = new Answers();
    const statuses: number[] = [];
    for (let turn = 0; turn < 2; turn += 1) {
      for (let start = 0; start < answer.length; start += size) {
        const status = answers.take(Buffer.from(answer.slice(start, start + size)));
        if (status !== null) statuses.push(status);
      }
    }
    expect(statuses).toEqual([200, 200]);
  }
});
