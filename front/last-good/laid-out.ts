import { copyFile, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { File } from "@/front/files";
import { KEPT } from "./kept-note";
import { placeWhole } from "./write-whole";

/**
 * Lays the files that pages bring along beside the kept pages, so that the folder alone shows them with their styles and fonts.
 * What is named by its bytes is copied once. Rejects as the file system does.
 */
export async function layOut(files: ReadonlyMap<string, File>, folder: string): Promise<void> {
  const scratch = path.join(folder, KEPT, "half-written");
  for (const [pathname, { file, isNamedByBytes }] of files) {
    const target = path.join(folder, pathname);
    if (isNamedByBytes && (await sizeOf(target)) === (await sizeOf(file))) continue;
    await placeWhole(target, (half) => copyFile(file, half), scratch);
  }
}

/** Removes what a version before this one had built: no page needs it any more. */
export async function removeOthers(files: ReadonlyMap<string, File>, folder: string): Promise<void> {
  const built = path.join(folder, "_next");
  for (const entry of await readdir(built, { recursive: true, withFileTypes: true })) {
    const full = path.join(entry.parentPath, entry.name);
    const pathname = `/${path.relative(folder, full).split(path.sep).join("/")}`;
    if (entry.isFile() && !files.has(pathname)) await rm(full, { force: true });
  }
}

/** null: it is not there. */
function sizeOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ size }) => size,
    () => null,
  );
}
