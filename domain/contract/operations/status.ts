import { z } from "zod";
import { AddressAnswer, AddressQuery } from "@/domain/contract/address";
import { HealthBuckets, HealthPoint, HealthPoints, HealthQuery } from "@/domain/contract/health";
import { listOf } from "@/domain/contract/list";
import type { Operation } from "@/domain/contract/operation";
import { NoQuery, read } from "@/domain/contract/operation";
import { Status } from "@/domain/contract/status";
import { TimelineItem, TimelineQuery } from "@/domain/contract/timeline";

const group = "Status";

export const getStatusOperation = read({
  id: "getStatus",
  group,
  path: "/api/v1/status",
  summary: "The present, whole: what the page shows",
  description:
    "The same bytes until `version` moves or a minute has passed. `health` is null where fewer than 80% of the sending addresses are clear or blocked.",
  query: NoQuery,
  answer: Status,
});

/** Answered before the application is asked, so it has no route. */
export const streamStatusOperation: Operation = {
  id: "streamStatus",
  group,
  method: "GET",
  path: "/api/v1/stream",
  summary: "The present, and each change of it at once",
  description:
    "Server-sent events: `event: status`, `id:` the version, `data:` the bytes of `/api/v1/status` in the same language; at once, after each change (at most five a second, the latest wins), and after half a minute without one. A comment every 15 seconds keeps the line open. Where no more streams are open to a client, ask for `/api/v1/status` now and then instead.",
  scope: null,
  isPublic: true,
  isLookUp: true,
  query: NoQuery,
  body: null,
  headers: {},
  answers: { 200: { description: "Events without end.", body: "text/event-stream" } },
  problems: { 503: ["too_many_streams", "unavailable"] },
};

export const getHealthOperation = read({
  id: "getHealth",
  group,
  path: "/api/v1/networks/{slug}/health",
  isLookUp: true,
  summary: "A network's health: at an instant, change by change, or in steps",
  description:
    "With `at`, one point. Else the points of [from, to), the first at `from`; with `step`, buckets: minutes and hours aligned to UTC, days to the page's zone. At most 5,000 of either.",
  query: HealthQuery,
  answer: z.union([HealthPoint, HealthPoints, HealthBuckets]),
  problems: { 404: ["unknown_network", "unknown_source"], 422: ["in_future", "range_too_wide"] },
});

export const getAddressOperation = read({
  id: "getAddress",
  group,
  path: "/api/v1/addresses/{ip}",
  isLookUp: true,
  summary: "Is this address blocked?",
  description: "60 look-ups a minute per client, together with the page.",
  withToken: "Lifts the limit.",
  query: AddressQuery,
  answer: AddressAnswer,
  problems: { 404: ["unknown_address"], 422: ["in_future"], 429: ["too_many_requests"] },
});

export const listTimelineOperation = read({
  id: "listTimeline",
  group,
  path: "/api/v1/timeline",
  summary: "Updates and measured facts in one thread, newest first",
  query: TimelineQuery,
  answer: listOf(TimelineItem),
  problems: { 404: ["unknown_network"] },
});
