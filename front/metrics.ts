import { labelled, metric } from "@/domain/metrics-text";
import type { Application } from "@/front/application/application";
import type { Child } from "@/front/application/child";
import type { Answer } from "@/front/memory/entry";
import type { Memory } from "@/front/memory/memory";
import type { Present } from "./present";
import type { Stream } from "./stream";

export interface Measured {
  readonly memory: Pick<Memory, "figures">;
  readonly application: Pick<Application, "figures" | "metrics">;
  readonly stream: Pick<Stream, "count">;
  readonly present: Pick<Present, "isStale" | "silentMs">;
  readonly child: Pick<Child, "isPrompt" | "isReady" | "isThere">;
  /** Whether anybody may read the figures: else the application alone can tell who may. */
  readonly metricsPublic: boolean;
}

/**
 * The application's figures with the front's behind them, for whoever bears `authorization`. Where the application does not
 * answer, the front's alone if anybody may read them, else it throws 503 as the application's asking does, or `unavailable`.
 */
export async function metricsFor(measured: Measured, authorization: string | undefined): Promise<Answer> {
  const { metricsPublic } = measured;
  const answer = await figuresOf(measured, authorization);
  const isAnswered = answer !== null && (answer.status < 500 || !metricsPublic);
  if (isAnswered && answer.status !== 200) return answer;
  const own = Buffer.from(frontMetrics(measured));
  if (isAnswered) return { ...answer, body: Buffer.concat([answer.body, own]) };
  const headers = { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" };
  return { status: 200, headers, body: own };
}

/** null: it does not answer, and can be done without. */
async function figuresOf(
  { application, child, metricsPublic }: Measured,
  authorization: string | undefined,
): Promise<Answer | null> {
  if (metricsPublic) return child.isPrompt ? application.metrics(authorization).catch(() => null) : null;
  await child.isThere();
  return application.metrics(authorization);
}

function frontMetrics({ memory, application, stream, present, child }: Measured): string {
  const kept = memory.figures;
  const asked = application.figures;
  const by = (name: string, values: Readonly<Record<string, number>>) =>
    Object.entries(values).map(([label, value]) => [labelled({ [name]: label }), value] as const);
  return [
    metric("vigie_front_kept_entries", "gauge", "Answers kept in memory.", [["", kept.entries]]),
    metric("vigie_front_kept_bytes", "gauge", "What they take, all encodings counted.", [["", kept.bytes]]),
    metric(
      "vigie_front_oldest_read_seconds",
      "gauge",
      "Since when the oldest answer that was read of late is no longer of the present, 0 where all are.",
      [["", kept.oldestMs / 1_000]],
    ),
    metric(
      "vigie_front_reads_total",
      "counter",
      "Reads of what is kept, by whether they had to wait for it.",
      by("answered", { at_once: kept.atOnce, after_waiting: kept.waited }),
    ),
    metric(
      "vigie_front_refreshes_total",
      "counter",
      "Answers asked of the application to be kept.",
      by("result", { made: kept.made, failed: kept.failed }),
    ),
    metric("vigie_front_look_ups_total", "counter", "Reads asked of the application each time.", [
      ["", asked.lookedUp],
    ]),
    metric("vigie_front_passed_total", "counter", "Requests handed on to the application.", [["", asked.passed]]),
    metric("vigie_front_streams", "gauge", "Streams that are open.", [["", stream.count]]),
    metric("vigie_front_stale", "gauge", "1 where what is sent is marked stale.", [["", Number(present.isStale)]]),
    metric("vigie_front_silent_seconds", "gauge", "Since the application last vouched for the facts.", [
      ["", present.silentMs / 1_000],
    ]),
    metric("vigie_front_application_up", "gauge", "1 where the application answers.", [["", Number(child.isReady)]]),
    metric("vigie_front_resident_memory_bytes", "gauge", "Memory in use by the front.", [
      ["", process.memoryUsage.rss()],
    ]),
    metric("vigie_front_uptime_seconds", "gauge", "Since the start of the front.", [["", process.uptime()]]),
  ].join("");
}
