import {
  IncidentAnswer,
  IncidentBody,
  IncidentPatch,
  IncidentSummary,
  IncidentsQuery,
} from "@/domain/contract/incident";
import { listOf } from "@/domain/contract/list";
import { json, NoQuery, read, write } from "@/domain/contract/operation";
import { RedactionBody, UpdateAnswer, UpdateBody, UpdatePatch } from "@/domain/contract/update";

const group = "Incidents";
const scope = "incidents:write";
const idempotencyKey = {
  "Idempotency-Key": "At most 255 characters; for 24 hours the same request gives the first answer again.",
};

const ifMatch = {
  "If-Match": 'A quoted revision, as `"42"`: 412 where somebody else has changed it since.',
};

export const listIncidentsOperation = read({
  id: "listIncidents",
  group,
  path: "/api/v1/incidents",
  summary: "Incidents and maintenance, newest first",
  query: IncidentsQuery,
  answer: listOf(IncidentSummary),
  problems: { 404: ["unknown_network"] },
});

export const getIncidentOperation = read({
  id: "getIncident",
  group,
  path: "/api/v1/incidents/{id}",
  summary: "One incident, by id or slug, with its updates and what was measured meanwhile",
  query: NoQuery,
  answer: IncidentAnswer,
  problems: { 404: ["unknown_incident"] },
});

export const openIncidentOperation = write({
  id: "openIncident",
  group,
  method: "POST",
  path: "/api/v1/incidents",
  summary: "Opens an incident or maintenance with its first update",
  description: "The slug comes from the title, is unique and never changes.",
  scope,
  body: json(IncidentBody, {
    title: "Mail to Outlook.com refused",
    impact: "major",
    networks: ["main"],
    sources: ["outlook"],
    notify: true,
    update: { status: "investigating", bodyMarkdown: "Outlook.com refuses our mail since **09:00**. We asked why." },
  }),
  headers: idempotencyKey,
  answers: { 201: { description: "Opened; `Location` tells where.", body: IncidentAnswer } },
  problems: { 403: ["not_allowed"], 409: ["id_conflict"], 422: ["unknown_network", "unknown_source", "in_future"] },
});

export const editIncidentOperation = write({
  id: "editIncident",
  group,
  method: "PATCH",
  path: "/api/v1/incidents/{id}",
  summary: "Changes an incident: what is left out stays, null clears",
  scope,
  body: json(IncidentPatch, { impact: "minor" }),
  headers: ifMatch,
  answers: { 200: { description: "As it is now.", body: IncidentAnswer } },
  problems: {
    403: ["not_allowed"],
    404: ["unknown_incident"],
    412: ["precondition_failed"],
    422: ["unknown_network", "unknown_source", "in_future"],
  },
});

export const postUpdateOperation = write({
  id: "postUpdate",
  group,
  method: "POST",
  path: "/api/v1/incidents/{id}/updates",
  summary: "Posts an update",
  description: "The incident's status is that of its latest update by `at`, so a back-dated one overturns nothing.",
  scope,
  body: json(UpdateBody, {
    title: "A filter was wrong",
    status: "identified",
    bodyMarkdown: "The filter removes our addresses from its list.",
    notify: true,
    nextUpdateBy: "2014-07-01T14:00:00+02:00",
  }),
  headers: idempotencyKey,
  answers: { 201: { description: "Posted.", body: UpdateAnswer } },
  problems: { 403: ["not_allowed"], 404: ["unknown_incident"], 409: ["id_conflict"], 422: ["in_future"] },
});

export const editUpdateOperation = write({
  id: "editUpdate",
  group,
  method: "PATCH",
  path: "/api/v1/incidents/{id}/updates/{updateId}",
  summary: "Edits an update; the earlier version stays readable",
  scope,
  body: json(UpdatePatch, { bodyMarkdown: "The filter removed 40 addresses from its list." }),
  headers: ifMatch,
  answers: { 200: { description: "As it is now.", body: UpdateAnswer } },
  problems: {
    403: ["not_allowed"],
    404: ["unknown_incident", "unknown_update"],
    412: ["precondition_failed"],
    422: ["in_future"],
  },
});

export const redactUpdateOperation = write({
  id: "redactUpdate",
  group,
  method: "POST",
  path: "/api/v1/incidents/{id}/updates/{updateId}/redactions",
  summary: "Blackens a text in an update and its revisions, with a visible mark",
  scope,
  body: json(RedactionBody, { text: "+33 1 99 00 00 00", reason: "A private telephone number." }),
  answers: { 201: { description: "The update as it is now.", body: UpdateAnswer } },
  problems: { 403: ["not_allowed"], 404: ["unknown_incident", "unknown_update"] },
});
