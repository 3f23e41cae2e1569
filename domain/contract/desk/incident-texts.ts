import { z } from "zod";
import { Impact } from "@/domain/contract/incident";
import { NoQuery } from "@/domain/contract/operation";
import { InstantText } from "@/domain/contract/time";
import { UpdateStatus } from "@/domain/contract/update";
import { deskRead } from "./operation";

const translationsOf = <T extends z.ZodRawShape>(fields: T) => z.record(z.string(), z.object(fields).partial());

const Version = z.object({
  title: z.string().nullable(),
  bodyMarkdown: z.string(),
  /** That of the originals. */
  lang: z.string(),
  translations: translationsOf({ title: z.string(), bodyMarkdown: z.string() }),
  status: UpdateStatus,
  at: InstantText,
  approximate: z.boolean(),
});
export type EditableVersion = z.infer<typeof Version>;

const Update = Version.extend({
  id: z.string(),
  postedAt: InstantText,
  editedAt: InstantText.nullable(),
  nextUpdateBy: InstantText.nullable(),
  /** For If-Match. */
  revision: z.int(),
  /** Earlier versions, oldest first. */
  revisions: z.array(Version.extend({ editedAt: InstantText, replacedAt: InstantText })),
  redactions: z.array(z.object({ at: InstantText, reason: z.string() })),
});
export type EditableUpdate = z.infer<typeof Update>;

/** An incident as it is edited: its texts in all languages, and the revisions that an edit is based on. */
export const EditableIncident = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  lang: z.string(),
  translations: translationsOf({ title: z.string(), noticeMarkdown: z.string(), postmortemMarkdown: z.string() }),
  status: UpdateStatus,
  impact: Impact,
  networks: z.array(z.string()),
  sources: z.array(z.string()),
  startedAt: InstantText,
  scheduledFor: InstantText.nullable(),
  scheduledUntil: InstantText.nullable(),
  noticeMarkdown: z.string().nullable(),
  postmortemMarkdown: z.string().nullable(),
  /** For If-Match; moves with these fields alone. */
  revision: z.int(),
  /** Newest first by `at`, `postedAt`, `id`. */
  updates: z.array(Update),
});
export type EditableIncident = z.infer<typeof EditableIncident>;

export const getEditableIncidentOperation = deskRead({
  id: "getEditableIncident",
  path: "/api/desk/incidents/{id}",
  summary: "An incident by id or slug, as it is edited",
  query: NoQuery,
  answer: EditableIncident,
  problems: { 404: ["unknown_incident"] },
});
