import { z } from "zod";
import { ListQuery } from "./list";
import { Lang, listUpTo, Markdown, orNull, Slug, Title, translationsOf } from "./text";
import { InstantInput, InstantText } from "./time";
import { MeasuredFact } from "./timeline";
import { FirstUpdate, MaintenanceStatus, UpdateAnswer, UpdateStatus, UpdateText } from "./update";

export const Impact = z.enum(["none", "minor", "major", "critical", "maintenance"]);
export type Impact = z.infer<typeof Impact>;

const translations = translationsOf({ title: Title, noticeMarkdown: Markdown, postmortemMarkdown: Markdown });
const Slugs = listUpTo(Slug, 1_000);

/** Opens an incident with its first update. `startedAt` null: the first update's `at`. */
export const IncidentBody = z
  .object({
    title: Title,
    lang: orNull(Lang),
    translations: orNull(translations),
    impact: Impact,
    networks: Slugs,
    sources: Slugs.nullable()
      .default(null)
      .transform((sources) => sources ?? []),
    startedAt: orNull(InstantInput),
    scheduledFor: orNull(InstantInput),
    scheduledUntil: orNull(InstantInput),
    nextUpdateBy: orNull(InstantInput),
    noticeMarkdown: orNull(Markdown),
    postmortemMarkdown: orNull(Markdown),
    notify: z.boolean(),
    update: FirstUpdate,
  })
  .superRefine((body, context) => {
    const refuse = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    const isMaintenance = body.impact === "maintenance";
    if (isMaintenance && body.scheduledFor === null) refuse(["scheduledFor"], "Maintenance says when it begins.");
    if (isMaintenance && body.scheduledUntil === null) refuse(["scheduledUntil"], "Maintenance says when it ends.");
    if (body.scheduledFor !== null && body.scheduledUntil !== null && body.scheduledUntil <= body.scheduledFor) {
      refuse(["scheduledUntil"], "Must be later than scheduledFor.");
    }
    if (MaintenanceStatus.options.some((status) => status === body.update.status) !== isMaintenance) {
      refuse(["update", "status"], `Not a status of ${isMaintenance ? "maintenance" : "an incident"}.`);
    }
  })
  .meta({ id: "IncidentBody" });
export type IncidentBody = z.infer<typeof IncidentBody>;

/** What is left out stays, null clears. `nextUpdateBy` is set on the newest update. */
export const IncidentPatch = z
  .object({
    title: Title.optional(),
    lang: Lang.nullable().optional(),
    translations: translations.nullable().optional(),
    impact: Impact.optional(),
    networks: Slugs.optional(),
    sources: Slugs.optional(),
    startedAt: InstantInput.optional(),
    scheduledFor: InstantInput.nullable().optional(),
    scheduledUntil: InstantInput.nullable().optional(),
    nextUpdateBy: InstantInput.nullable().optional(),
    noticeMarkdown: Markdown.nullable().optional(),
    postmortemMarkdown: Markdown.nullable().optional(),
  })
  .meta({ id: "IncidentPatch" });
export type IncidentPatch = z.infer<typeof IncidentPatch>;

export const IncidentsQuery = ListQuery.extend({
  status: z.enum(["open", "resolved", "all"]).default("all"),
  network: orNull(Slug),
});
export type IncidentsQuery = z.infer<typeof IncidentsQuery>;

const shared = {
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  lang: z.string().meta({ description: "The language that the title is in: the one asked for, else the original." }),
  status: UpdateStatus,
  impact: Impact,
  networks: z.array(z.string()),
  sources: z.array(z.string()),
  startedAt: InstantText,
  resolvedAt: InstantText.nullable(),
  scheduledFor: InstantText.nullable(),
  scheduledUntil: InstantText.nullable(),
  nextUpdateBy: InstantText.nullable(),
  noticeMarkdown: z.string().nullable(),
  noticeHtml: z.string().nullable(),
  noticeLang: z.string().meta({ description: "A translation need not have all texts." }),
  postmortemMarkdown: z.string().nullable(),
  postmortemHtml: z.string().nullable(),
  postmortemLang: z.string(),
  createdAt: InstantText,
  updatedAt: InstantText,
  url: z.string(),
};

/** An incident in lists and in the status. */
export const IncidentSummary = z.object({ ...shared, latestUpdate: UpdateText }).meta({ id: "IncidentSummary" });
export type IncidentSummary = z.infer<typeof IncidentSummary>;

/** An incident whole. Updates are newest first by `at`, `postedAt`, `id`; measured facts newest first. */
export const IncidentAnswer = z
  .object({ ...shared, updates: z.array(UpdateAnswer), measured: z.array(MeasuredFact) })
  .meta({ id: "Incident" });
export type IncidentAnswer = z.infer<typeof IncidentAnswer>;
