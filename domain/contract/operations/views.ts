import { z } from "zod";
import type { Operation } from "@/domain/contract/operation";
import { read } from "@/domain/contract/operation";
import { Slug } from "@/domain/contract/text";

/** What the open page asks for when the version moves: drawn for it alone, and no part of the described API. */
const group = "Status";
const answer = "application/json";

export const barsOperation = read({
  id: "viewBars",
  group,
  path: "/api/views/bars",
  summary: "The last days of every network, as bars",
  query: z.object({}),
  answer,
});

export const daysOperation = read({
  id: "viewDays",
  group,
  path: "/api/views/days/{slug}",
  summary: "The last days of a network, each told",
  query: z.object({}),
  answer,
});

export const logOperation = read({
  id: "viewLog",
  group,
  path: "/api/views/log",
  summary: "The latest days of the log",
  query: z.object({ network: Slug.nullable().default(null) }),
  answer,
});

export const curveOperation = read({
  id: "viewCurve",
  group,
  path: "/api/views/curve/{slug}",
  summary: "The curve of a network over a window",
  query: z.object({ window: z.string().default("7d") }),
  answer,
});

export const incidentOperation = read({
  id: "viewIncident",
  group,
  path: "/api/views/incident/{slug}",
  summary: "An incident with its thread",
  query: z.object({}),
  answer,
});

export const viewOperations: readonly Operation[] = [
  barsOperation,
  daysOperation,
  logOperation,
  curveOperation,
  incidentOperation,
];
