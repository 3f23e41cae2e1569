import { z } from "zod";
import { EventAnswer, EventInput, EventsQuery, EventsReceipt } from "@/domain/contract/event";
import { HeartbeatBody, HeartbeatReceipt } from "@/domain/contract/heartbeat";
import { listOf } from "@/domain/contract/list";
import type { Operation } from "@/domain/contract/operation";
import { json, write } from "@/domain/contract/operation";

const group = "Events and heartbeats";

export const postEventsOperation = write({
  id: "postEvents",
  group,
  method: "POST",
  path: "/api/v1/events",
  summary: "Records that sources blocked or unblocked addresses",
  description:
    "One event, an array, `{ events: [...] }`, or lines of JSON; 10,000 at most. Answered once the accepted ones are durable. A repeat of an id with the same content is a duplicate and harmless. Each rejected event is named with its code.",
  scope: "events:write",
  body: {
    schema: z.unknown(),
    described: z.union([EventInput, z.array(EventInput), z.object({ events: z.array(EventInput) })]),
    limitBytes: 8_192 * 1_024,
    mediaTypes: ["application/json", "application/x-ndjson"],
    example: {
      id: "probe-7:4711",
      type: "block",
      address: "192.0.2.7",
      source: "outlook",
      at: "2014-07-01T07:00:00Z",
      evidence: "550 5.7.1 Service unavailable (S3150)",
    },
  },
  answers: {
    200: { description: "None was rejected.", body: EventsReceipt },
    207: { description: "Some were rejected.", body: EventsReceipt },
  },
  problems: { 422: ["all_rejected"] },
});

export const listEventsOperation: Operation<"/api/v1/events", typeof EventsQuery, z.ZodNull> = {
  id: "listEvents",
  group,
  method: "GET",
  path: "/api/v1/events",
  summary: "Recorded events in [from, to), newest first, then newest received",
  scope: "read",
  isPublic: false,
  query: EventsQuery,
  body: null,
  headers: {},
  answers: { 200: { description: "As asked.", body: listOf(EventAnswer) } },
  problems: { 403: ["not_allowed"], 404: ["unknown_network", "unknown_source"] },
};

export const postHeartbeatOperation = write({
  id: "postHeartbeat",
  group,
  method: "POST",
  path: "/api/v1/heartbeats",
  summary: "Says what a probe had looked at, and what stayed unknown",
  description:
    "Without networks or sources: all that are declared. With addresses: only those among them. A late round fills the past that it saw; a repeat changes nothing.",
  scope: "events:write",
  body: json(
    HeartbeatBody,
    {
      probe: "probe-7",
      networks: ["main"],
      sources: ["outlook"],
      unknown: [{ source: "outlook", addresses: ["192.0.2.3"] }],
    },
    1_024,
  ),
  answers: { 202: { description: "Taken.", body: HeartbeatReceipt } },
  problems: { 403: ["not_allowed"], 422: ["unknown_network", "unknown_source", "in_future"] },
});
