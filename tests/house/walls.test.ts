import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..", "..");
const imports = "lint/style/noRestrictedImports";

/** File, what it holds, and the rule that must refuse it. */
const breaches: readonly (readonly [file: string, source: string, rule: string])[] = [
  ["domain/asks-server.ts", 'import { open } from "@/server/db";\nopen();', imports],
  ["domain/asks-server-relatively.ts", 'import { open } from "../server/db";\nopen();', imports],
  ["domain/asks-server-later.ts", 'await import("@/server/db");', imports],
  ["domain/hands-server-on.ts", 'export { open } from "@/server/db";', imports],
  ["domain/types-of-server.ts", 'import type { Row } from "@/server/db";\nexport type Mine = Row;', imports],
  ["domain/reads-files.ts", 'import { readFileSync } from "node:fs";\nreadFileSync("x");', imports],
  ["domain/uses-react.ts", 'import { useState } from "react";\nuseState(1);', imports],
  ["domain/contract/climbs.ts", 'import { rule } from "../rule";\nrule();', imports],
  ["components/asks-server.tsx", 'import { open } from "@/server/db";\nopen();', imports],
  ["components/asks-app.tsx", 'import { load } from "@/app/load";\nload();', imports],
  ["components/uses-next.tsx", 'import { headers } from "next/headers";\nheaders();', imports],
  ["components/asks-server-later.tsx", 'await import("@/server/db");', imports],
  ["server/uses-next.ts", 'import { headers } from "next/headers";\nheaders();', imports],
  ["server/uses-next-itself.ts", 'import next from "next";\nnext({});', imports],
  ["server/uses-react.ts", 'import { cache } from "react";\ncache(() => 1);', imports],
  ["server/asks-app.ts", 'import { load } from "@/app/load";\nload();', imports],
  ["server/asks-app-later.ts", 'await import("@/app/load");', imports],
  ["server/shows-component.ts", 'export { Disc } from "@/components/disc";', imports],
  ["server/climbs.ts", 'import { load } from "../app/load";\nload();', imports],
  [
    "server/builds-client.ts",
    'import { PrismaClient } from "@/prisma/generated/client/client";\nnew PrismaClient();',
    imports,
  ],
  ["server/asks-front.ts", 'import { Memory } from "@/front/memory/memory";\nnew Memory();', imports],
  ["front/asks-database.ts", 'import { open } from "@/server/db";\nopen();', imports],
  ["front/asks-app.ts", 'import { load } from "@/app/load";\nload();', imports],
  ["front/uses-next.ts", 'import next from "next";\nnext({});', imports],
  ["app/asks-front.ts", 'import { Memory } from "@/front/memory/memory";\nnew Memory();', imports],
  ["app/reads-rows.ts", 'import { prisma } from "@/prisma/generated/client/client";\nprisma();', imports],
  ["app/asks-bin.ts", 'import { run } from "@/bin/run";\nrun();', imports],
  ["bin/reads-rows.ts", 'import { prisma } from "@/prisma/generated/client/client";\nprisma();', imports],
  ["bin/asks-app.ts", 'import { load } from "@/app/load";\nload();', imports],
  ["bin/replay/asks-server.ts", 'import { open } from "@/server/db";\nopen();', imports],
  ["server/reads-environment.ts", "export const port = process.env.PORT;", "lint/style/noProcessEnv"],
  ["app/reads-environment.ts", "export const port = process.env.PORT;", "lint/style/noProcessEnv"],
  ["bin/reads-environment.ts", "export const port = process.env.PORT;", "lint/style/noProcessEnv"],
  [
    "domain/circle-one.ts",
    'import { two } from "./circle-two";\nexport const one = () => two;',
    "lint/suspicious/noImportCycles",
  ],
  [
    "domain/circle-two.ts",
    'import { one } from "@/domain/circle-one";\nexport const two = () => one;',
    "lint/suspicious/noImportCycles",
  ],
  ["domain/casts.ts", "export const cast = (it: any) => it;", "lint/suspicious/noExplicitAny"],
  ["domain/asserts.ts", "export const first = (all: string[]) => all[0]!;", "lint/style/noNonNullAssertion"],
  ["server/Camel.ts", "export const it = 1;", "lint/style/useFilenamingConvention"],
  ["server/long.ts", `export let it = 1;\n${"it += 1;\n".repeat(300)}`, "lint/style/noExcessiveLinesPerFile"],
  ["server/barrel.ts", 'export * from "./db";', "lint/performance/noReExportAll"],
];

/** What each room may do, lest a rule that refuses everything pass for a wall. */
const allowed: readonly (readonly [file: string, source: string])[] = [
  [
    "domain/rule.ts",
    'import { parse } from "ipaddr.js";\nimport { z } from "zod";\n\nexport const rule = () => [parse, z];',
  ],
  ["domain/contract/shape.ts", 'import { rule } from "@/domain/rule";\n\nexport const shape = rule;'],
  [
    "components/disc.tsx",
    'import { scaleLinear } from "d3-scale";\nimport { useState } from "react";\nimport { rule } from "@/domain/rule";\n\nexport const Disc = () => [scaleLinear, useState, rule];',
  ],
  [
    "server/db.ts",
    'import { PrismaClient } from "@/prisma/generated/client/client";\n\nexport const open = () => new PrismaClient();',
  ],
  ["server/env.ts", "export const port = process.env.PORT;"],
  [
    "server/noun.ts",
    'import { readFileSync } from "node:fs";\nimport { rule } from "@/domain/rule";\nimport { open } from "./db";\n\nexport const noun = () => [readFileSync, rule, open];',
  ],
  [
    "app/page.tsx",
    'import { Disc } from "@/components/disc";\nimport { rule } from "@/domain/rule";\nimport { noun } from "@/server/noun";\n\nexport default () => [Disc, rule, noun];',
  ],
  ["bin/command.ts", 'import next from "next";\nimport { noun } from "@/server/noun";\n\nnext({ dev: !noun });'],
];

const folder = mkdtempSync(path.join(tmpdir(), "vigie-walls-"));
const complaints = new Map<string, string[]>();

beforeAll(() => {
  for (const name of ["biome.json", "package.json", "tsconfig.json", ".gitignore"])
    cpSync(path.join(root, name), path.join(folder, name));
  for (const [file, source] of [...breaches, ...allowed]) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), `${source}\n`);
  }
  const biome = path.join(root, "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--reporter=json", "--max-diagnostics=none"];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", timeout: 30_000 });
  const report = parseReport(stdout, stderr);
  for (const { category, severity, location } of report.diagnostics) {
    if (severity !== "error") continue;
    const file = location.path.replaceAll("\\", "/");
    complaints.set(file, [...(complaints.get(file) ?? []), category]);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("the lint refuses", () => {
  test.each(breaches)("%s", (file, _source, rule) => {
    expect(complaints.get(file) ?? []).toContain(rule);
  });
});

describe("the lint lets through", () => {
  test.each(allowed)("%s", (file) => {
    expect(complaints.get(file)).toBeUndefined();
  });
});

interface Report {
  readonly diagnostics: readonly { category: string; severity: string; location: { path: string } }[];
}

function parseReport(stdout: string, stderr: string): Report {
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`Biome gave no report: ${stdout.slice(0, 500)} ${stderr.slice(0, 2_000)}`);
  }
}
