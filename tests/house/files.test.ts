import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..", "..");
const tracked = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\0")
  .filter((file) => file !== "" && existsSync(path.join(root, file)));
const rooms = /^(app|bin|components|domain|front|server|tests)\//;
const sources = tracked.filter((file) => rooms.test(file) && /\.(tsx?|mjs|css)$/.test(file));
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const lines = (file: string) => read(file).trimEnd().split("\n").length;

test("no file is a drawer for odds and ends", () => {
  const drawers = /(^|\/)(utils?|helpers?|common|constants|types|misc|shared|lib|index)(\.|\/)/;
  expect(sources.filter((file) => drawers.test(file))).toEqual([]);
});

test("no file is longer than 300 lines, and half of the rooms' files have at most 80", () => {
  expect(sources.filter((file) => lines(file) > 300)).toEqual([]);
  const sizes = sources
    .filter((file) => !file.startsWith("tests/"))
    .map(lines)
    .sort((a, b) => a - b);
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(80);
});

// The lint does not look into `typeof import("…")`.
test.each([
  ["domain", /import\(\s*["'](@\/(?!domain\/)|\.\.)/],
  ["components", /import\(\s*["'](@\/(?!domain\/|components\/)|\.\.)/],
  ["server", /import\(\s*["'](@\/(app|bin|components|tests)\/|\.\.|next|react)/],
])("no type in %s is taken through a wall by typeof import", (room, breach) => {
  expect(sources.filter((file) => file.startsWith(`${room}/`) && breach.test(read(file)))).toEqual([]);
});

test("no check is switched off without a reason beside it", () => {
  const silenced = /@ts-ignore|@ts-expect-error|@ts-nocheck|biome-ignore(-\w+)? [\w/]+(: ?)?$/m;
  const self = path.relative(root, import.meta.filename);
  expect(sources.filter((file) => file !== self && silenced.test(read(file)))).toEqual([]);
});
