import type { Bench } from "./bench";
import { disturbed } from "./disturbed";
import { ingestion } from "./ingestion";
import { ingestionOverHttp } from "./ingestion-http";
import { lateEvent } from "./late-event";
import { lighthouseScores } from "./lighthouse";
import { unpin } from "./machine";
import type { Measure } from "./measure";
import { reads } from "./reads";
import { rendering } from "./rendering";
import { eventToBrowser, idleStreams } from "./stream";

interface Part {
  readonly measures: readonly ((bench: Bench) => Promise<Measure | readonly Measure[]>)[];
  /** Of each of them. */
  readonly limitSeconds: number;
  /** Histories that it needs: they are made before its time begins. */
  readonly histories: readonly ("few" | "many")[];
}

/** What can be measured by itself, in the order in which it is. */
export const parts: Readonly<Record<string, Part>> = {
  reads: { measures: [reads], limitSeconds: 240, histories: ["few", "many"] },
  rendering: { measures: [rendering], limitSeconds: 120, histories: ["many"] },
  disturbed: { measures: [disturbed], limitSeconds: 150, histories: ["few"] },
  ingestion: { measures: [onOneCore(ingestion), ingestionOverHttp, lateEvent], limitSeconds: 90, histories: ["few"] },
  stream: { measures: [eventToBrowser, idleStreams], limitSeconds: 180, histories: ["few"] },
  lighthouse: { measures: [lighthouseScores], limitSeconds: 180, histories: [] },
};

/** What is measured in this process itself. */
function onOneCore(measure: () => Promise<Measure>): (bench: Bench) => Promise<Measure> {
  return async function inProcess(bench) {
    bench.pin(process.pid, 0);
    return measure().finally(() => unpin(process.pid));
  };
}

/** Runs a part. What takes too long or fails is a line that says so; the others go on. */
export async function run(bench: Bench, name: string, { measures, limitSeconds, histories }: Part): Promise<Measure[]> {
  const results: Measure[] = [];
  for (const history of histories) await bench.seeded(bench[history]);
  for (const measure of measures) {
    try {
      results.push(...[await within(limitSeconds, measure(bench))].flat());
    } catch (error) {
      bench.endProcesses();
      const result = `not measured: ${error instanceof Error ? error.message : String(error)}`;
      results.push({ name: `${name}: ${measure.name}`, result, target: "measured", isMet: false });
    }
  }
  return results;
}

async function within<T>(seconds: number, work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took more than ${seconds} s`)), seconds * 1_000);
  });
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
}
