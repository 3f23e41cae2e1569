import path from "node:path";
import { defineConfig } from "vitest/config";
import type { TestSpecification } from "vitest/node";
import { BaseSequencer } from "vitest/node";

/** `npm run faults` runs what takes minutes, and what a change of the front must pass ten times; `npm test` the rest. */
const faults = ["tests/faults/**/*.test.ts"];
const isOfFaults = process.env.VIGIE_FAULTS === "1";

/** Files that start servers take longest: begun last, one of them would run while the other workers have nothing left to do. */
const withServers = /\/tests\/(api|front|bin)\//;

class ServersFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isFirst = ({ moduleId }: TestSpecification) => withServers.test(moduleId);
    return [...sorted.filter(isFirst), ...sorted.filter((file) => !isFirst(file))];
  }
}

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    include: isOfFaults ? faults : ["tests/**/*.test.ts"],
    exclude: ["tests/e2e/**", "node_modules/**", ...(isOfFaults ? [] : faults)],
    setupFiles: ["tests/support/quiet.ts"],
    maxWorkers: 3,
    sequence: { sequencer: ServersFirst },
    // Files share what they import: loading it anew for each of them took a third of the time.
    isolate: false,
    // What hangs is ended; a machine that is shared is many times slower, and no reason to fail.
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
