import { readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { parseSettings } from "@/server/env";

const root = path.resolve(import.meta.dirname, "..", "..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

test(".env.example names every setting, and its values are the defaults", () => {
  const example = parseEnv(read(".env.example"));
  const known = [...read("server/env.ts").matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name);
  expect(Object.keys(example).sort()).toEqual(known.sort());
  expect(parseSettings(example)).toEqual(parseSettings({}));
});
