import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { describe, expect, it, onTestFinished } from "vitest";
import { closeContext, openContext } from "@/server/context";
import { parseSettings } from "@/server/env";
import { recordEvents } from "@/server/events";
import { rebuild } from "@/server/rebuild";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";
import { batchOf } from "@/tests/support/event-batches";

/** The writer as one file, inside the project so that it finds the packages. */
async function bundledWriter(): Promise<string> {
  const outfile = path.resolve(`build/tests/event-writer-${process.pid}.mjs`);
  onTestFinished(() => rmSync(outfile, { force: true }));
  const entryPoints = [path.resolve("tests/support/event-writer.ts")];
  await build({
    entryPoints,
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
  });
  return outfile;
}

describe.each(databases)("durability on $name", (database) => {
  it("keeps every acknowledged event when the process is killed in the midst of writing, and counts none twice", async () => {
    const url = await database.url();
    const context = openContext(parseSettings({ DATABASE_URL: url, LOG_LEVEL: "silent" }));
    onTestFinished(() => closeContext(context));
    await declareSource(context, "outlook");
    const since = Date.parse("2026-01-01T00:00:00Z");
    await declareNetwork(context, "main", ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"], { since });

    const child = spawn(process.execPath, [await bundledWriter(), url], { stdio: ["ignore", "pipe", "inherit"] });
    const acknowledged = new Map<number, number>();
    for await (const line of createInterface(child.stdout)) {
      const [number = 0, accepted = 0] = line.split(" ").map(Number);
      acknowledged.set(number, accepted);
      if (acknowledged.size === 60) child.kill("SIGKILL");
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    expect(child.signalCode).toBe("SIGKILL");
    expect(acknowledged.size).toBeGreaterThanOrEqual(60);

    const stored = await context.db.event.count();
    const writer = tokenOf("writer");
    for (const [number, accepted] of acknowledged) {
      expect(await recordEvents(context, writer, batchOf(number))).toMatchObject({
        accepted: 0,
        duplicates: accepted,
        rejected: [],
      });
    }
    expect(await context.db.event.count()).toBe(stored);
    const blocks = () => context.db.block.findMany({ orderBy: [{ addressId: "asc" }, { fromAt: "asc" }] });
    const kept = await blocks();
    await rebuild(context);
    expect(await blocks()).toEqual(kept);
  }, 60_000);
});
