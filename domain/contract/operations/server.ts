import { z } from "zod";
import type { Operation } from "@/domain/contract/operation";
import { json, NoQuery, read } from "@/domain/contract/operation";
import { ReplayAnswer, ReplayBody } from "@/domain/contract/replay";

const group = "The server";

/** For machines that run the server: not for web pages. */
function look<P extends string>(
  path: P,
  rest: Pick<Operation, "id" | "summary" | "description" | "scope" | "withToken" | "answers" | "problems">,
): Operation<P, typeof NoQuery, z.ZodNull> {
  return { ...rest, path, group, method: "GET", isPublic: false, query: NoQuery, body: null, headers: {} };
}

export const getOpenapiOperation = read({
  id: "getOpenapi",
  group,
  path: "/api/v1/openapi.json",
  summary: "This description, for machines",
  query: NoQuery,
  answer: z.looseObject({ openapi: z.string() }),
});

export const getHealthzOperation = look("/healthz", {
  id: "getHealthz",
  summary: "200 while the process lives: for load balancers",
  scope: null,
  answers: { 200: { description: "Alive.", body: "text/plain" } },
  problems: {},
});

export const getReadyzOperation = look("/readyz", {
  id: "getReadyz",
  summary: "200 when the database answers: for deployment only",
  scope: null,
  answers: { 200: { description: "Ready.", body: "text/plain" } },
  problems: {},
});

export const getMetricsOperation = look("/metrics", {
  id: "getMetrics",
  summary: "Figures of the processes and of the networks, for Prometheus",
  description: `Those of the front, which answers readers, are called \`vigie_front_…\`: what it keeps in memory (bytes as they are, all
encodings counted), reads answered at once and after waiting, answers made and failed, look-ups, requests handed on, open
streams, whether it takes its bytes for stale, and its own memory. With METRICS_PUBLIC=true they are told while the application
is down, too; \`vigie_front_application_up\` says so.`,
  scope: null,
  withToken: "Needed, unless the server runs with METRICS_PUBLIC=true.",
  answers: { 200: { description: "Prometheus text.", body: "text/plain" } },
  problems: { 401: ["unauthorized"], 403: ["insufficient_scope"] },
});

export const getReplayOperation = look("/replay", {
  id: "getReplay",
  summary: "The replay clock; only on a server that replays",
  scope: null,
  answers: { 200: { description: "As it stands.", body: ReplayAnswer } },
  problems: { 404: ["not_found"] },
});

export const setReplayOperation: Operation<"/replay", typeof NoQuery, typeof ReplayBody> = {
  id: "setReplay",
  group,
  method: "POST",
  path: "/replay",
  summary: "Steers the replay clock; `reset` empties the database and goes back to the beginning",
  scope: null,
  isPublic: false,
  query: NoQuery,
  body: json(ReplayBody, { speed: 3_600, paused: false, until: "2014-07-01T07:00:00Z" }),
  headers: {},
  answers: { 200: { description: "As it stands now.", body: ReplayAnswer } },
  problems: { 404: ["not_found"] },
};
