import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Files } from "@/front/files";
import { layOut, removeOthers } from "@/front/last-good/laid-out";

let folder: string;
let pages: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vigie-"));
  pages = path.join(folder, "pages");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Where a version is installed that has built these style sheets. */
function installed(version: string, sheets: readonly string[], robots: string): string {
  const root = path.join(folder, version);
  const built = path.join(root, ".next", "static", "chunks");
  mkdirSync(built, { recursive: true });
  mkdirSync(path.join(root, "public"));
  for (const name of sheets) writeFileSync(path.join(built, name), `/* ${name} */`);
  writeFileSync(path.join(root, "public", "robots.txt"), robots);
  return root;
}

const textOf = async (files: Files, pathname: string) => (await files.find(pathname))?.answer.body.toString();

test("a page that an earlier version made finds its files after an upgrade, until none needs them", async () => {
  const older = new Files(installed("1", ["old.css", "both.css"], "one"), pages);
  await layOut(older.own, pages);
  const root = installed("2", ["new.css", "both.css"], "two");
  const newer = new Files(root, pages);
  await layOut(newer.own, pages);
  expect(await textOf(newer, "/_next/static/chunks/old.css")).toBe("/* old.css */");
  expect(await textOf(newer, "/_next/static/chunks/new.css")).toBe("/* new.css */");
  expect(readFileSync(path.join(pages, "robots.txt"), "utf8")).toBe("two");

  const unread = new Files(root, pages);
  await removeOthers(newer.own, pages);
  const left = (name: string) => existsSync(path.join(pages, "_next/static/chunks", name));
  expect([left("old.css"), left("both.css"), left("new.css")]).toEqual([false, true, true]);
  expect(existsSync(path.join(pages, "robots.txt"))).toBe(true);
  expect(await unread.find("/_next/static/chunks/old.css")).toBeNull();
  expect(unread.has("/_next/static/chunks/old.css")).toBe(false);
});

test("what is named by its bytes is copied once, and again where it was cut short", async () => {
  const files = new Files(installed("1", ["a.css"], "one"), pages);
  await layOut(files.own, pages);
  const laid = path.join(pages, "_next/static/chunks/a.css");
  const { ino } = statSync(laid);
  await layOut(files.own, pages);
  expect(statSync(laid).ino).toBe(ino);
  writeFileSync(laid, "");
  await layOut(files.own, pages);
  expect(readFileSync(laid, "utf8")).toBe("/* a.css */");
});

test("what is kept of pages makes no file of theirs: nothing but what was built is found there", () => {
  mkdirSync(path.join(pages, ".kept"), { recursive: true });
  writeFileSync(path.join(pages, ".kept", "vouched.json"), "{}");
  writeFileSync(path.join(pages, "index.html"), "");
  const files = new Files(installed("1", [], "one"), pages);
  for (const pathname of ["/.kept/vouched.json", "/index.html", "/_next/static/../../.kept/vouched.json"]) {
    expect(files.find(pathname)).toBeNull();
  }
});
