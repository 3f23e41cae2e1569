import { z } from "zod";
import { EventAnswer, EventInput, EventsQuery, EventsReceipt } from "../event";
import { HeartbeatBody, HeartbeatReceipt } from "../heartbeat";
import { listOf } from "../list";
import { json, type Operation, write } from "../operation";

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
  body: json(HeartbeatBody, 1_024),
  answers: { 202: { description: "Taken.", body: HeartbeatReceipt } },
  problems: { 403: ["not_allowed"], 422: ["unknown_network", "unknown_source", "in_future"] },
});
