import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * Puts a file in its place so that it is there whole or as it was, making the folders that it needs. `write` fills the
 * half-written one, which lies in `scratch`, a folder of the same file system. Rejects as the file system does.
 */
export async function placeWhole(file: string, write: (half: string) => Promise<void>, scratch: string): Promise<void> {
  await Promise.all([scratch, path.dirname(file)].map((folder) => mkdir(folder, { recursive: true })));
  const half = path.join(scratch, randomUUID());
  try {
    await write(half);
    await rename(half, file);
  } catch (error) {
    await rm(half, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Writes a file as `placeWhole` does. `flush`: it is on the disk itself by then. */
export function writeWhole(
  file: string,
  data: Buffer | string,
  { scratch, flush = false }: { readonly scratch: string; readonly flush?: boolean },
): Promise<void> {
  return placeWhole(file, (half) => writeFile(half, data, { flush }), scratch);
}

/** Writes a file as `writeWhole` does, and it is on the disk itself when this returns. Throws as the file system does. */
export function writeWholeNow(file: string, data: string, { scratch }: { readonly scratch: string }): void {
  for (const folder of [scratch, path.dirname(file)]) mkdirSync(folder, { recursive: true });
  const half = path.join(scratch, randomUUID());
  try {
    writeFileSync(half, data, { flush: true });
    renameSync(half, file);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
}
