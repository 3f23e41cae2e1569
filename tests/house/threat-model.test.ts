import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const lines = readFileSync("docs/threat-model.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| Threat") && !line.startsWith("| ---"));

test("each line of the threat model names tests that hold it, and they are there", () => {
  expect(lines.length).toBeGreaterThan(15);
  for (const line of lines) {
    const tests = [...line.matchAll(/`(tests\/[\w./-]+)`/g)].map(([, file]) => file ?? "");
    expect([line, tests.length > 0, tests.filter((file) => !existsSync(file))]).toEqual([line, true, []]);
  }
});
