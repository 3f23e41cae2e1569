import { z } from "zod";
import { Lang, Markdown, orNull, Title, text, translationsOf } from "./text";
import { InstantInput, InstantText } from "./time";

export const OutageStatus = z.enum(["investigating", "identified", "monitoring", "resolved"]);
export const MaintenanceStatus = z.enum(["scheduled", "in_progress", "verifying", "completed"]);
export const UpdateStatus = z.enum([...OutageStatus.options, ...MaintenanceStatus.options]);
export type UpdateStatus = z.infer<typeof UpdateStatus>;

const translations = translationsOf({ title: Title, bodyMarkdown: Markdown });

/** An update inside the body that opens an incident. `at` null: now. */
export const FirstUpdate = z.object({
  title: orNull(Title),
  status: UpdateStatus,
  bodyMarkdown: Markdown,
  lang: orNull(Lang),
  translations: orNull(translations),
  at: orNull(InstantInput),
  approximate: z
    .boolean()
    .nullable()
    .default(null)
    .transform((approximate) => approximate ?? false)
    .meta({ default: false }),
  postedAt: orNull(InstantInput).meta({ description: "For importing a log; scope admin." }),
});
export type FirstUpdate = z.infer<typeof FirstUpdate>;

/** A further update. `nextUpdateBy` null: none is promised. */
export const UpdateBody = FirstUpdate.extend({
  notify: z.boolean(),
  nextUpdateBy: orNull(InstantInput),
}).meta({ id: "UpdateBody" });
export type UpdateBody = z.infer<typeof UpdateBody>;

/** An edit: what is left out stays, null clears. */
export const UpdatePatch = z
  .object({
    title: Title.nullable().optional(),
    status: UpdateStatus.optional(),
    bodyMarkdown: Markdown.optional(),
    lang: Lang.nullable().optional(),
    translations: translations.nullable().optional(),
    at: InstantInput.optional(),
    approximate: z.boolean().optional(),
  })
  .meta({ id: "UpdatePatch" });
export type UpdatePatch = z.infer<typeof UpdatePatch>;

/** Every occurrence of `text` in the update and its revisions is blackened. */
export const RedactionBody = z.object({ text: text(65_536), reason: text(500) }).meta({ id: "RedactionBody" });
export type RedactionBody = z.infer<typeof RedactionBody>;

const textLang = z.string();

/** An earlier version, as it was read from `editedAt` (or its posting) until `replacedAt`. */
export const RevisionAnswer = z
  .object({
    title: z.string().nullable(),
    at: InstantText,
    approximate: z.boolean(),
    status: UpdateStatus,
    lang: textLang,
    titleLang: textLang,
    bodyMarkdown: z.string(),
    bodyHtml: z.string(),
    editedAt: InstantText,
    replacedAt: InstantText,
  })
  .meta({ id: "Revision" });
export type RevisionAnswer = z.infer<typeof RevisionAnswer>;

/** What every view of an update shows. */
export const UpdateText = z.object({
  id: z.string(),
  title: z.string().nullable(),
  at: InstantText,
  approximate: z.boolean(),
  postedAt: InstantText,
  status: UpdateStatus,
  lang: textLang.meta({ description: "The language that the text is in: the one asked for, else the original." }),
  titleLang: textLang.meta({ description: "That of the title: a translation need not have both." }),
  bodyMarkdown: z.string(),
  bodyHtml: z.string().meta({ description: "Sanitised." }),
});
export type UpdateText = z.infer<typeof UpdateText>;

export const UpdateAnswer = UpdateText.extend({
  edited: z.boolean(),
  editedAt: InstantText.nullable(),
  nextUpdateBy: InstantText.nullable(),
  revisions: z.array(RevisionAnswer).meta({ description: "Earlier versions only, oldest first." }),
  redactions: z.array(z.object({ at: InstantText, reason: z.string() })).optional(),
}).meta({ id: "Update" });
export type UpdateAnswer = z.infer<typeof UpdateAnswer>;
