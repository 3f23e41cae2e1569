import { z } from "zod";
import type { Operation } from "@/domain/contract/operation";
import { json, NoQuery } from "@/domain/contract/operation";
import { looseText, Markdown } from "@/domain/contract/text";
import { InstantText } from "@/domain/contract/time";
import { imagesOperations } from "./images";
import { getEditableIncidentOperation } from "./incident-texts";
import { deskRead, deskWrite } from "./operation";

const PreviewBody = z.object({ markdown: Markdown });
export const PreviewAnswer = z.object({ html: z.string() });
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;

export const previewOperation = deskWrite({
  id: "previewText",
  method: "POST",
  path: "/api/desk/preview",
  summary: "What a text will look like, by the pipeline that publishes it",
  body: json(PreviewBody, { markdown: "Refused since **09:00**." }, 512),
  answers: { 200: { description: "As it will be published.", body: PreviewAnswer } },
});

/** What is being written, as JSON that the page which writes it reads; the server looks into none of it. */
export const DraftBody = z.object({
  json: looseText(524_288).refine(isJson, { error: "Must be JSON." }),
});
export type DraftBody = z.infer<typeof DraftBody>;

/** What somebody is writing on a subject, and who else is. */
export const DraftAnswer = z.object({
  /** The asker's own; null: none. */
  draft: z.object({ json: z.string(), savedAt: InstantText }).nullable(),
  /** Colleagues who saved a draft of the same subject within the last quarter of an hour, the latest first. */
  others: z.array(z.object({ name: z.string(), savedAt: InstantText })),
});
export type DraftAnswer = z.infer<typeof DraftAnswer>;

const draftPath = "/api/desk/drafts/{subject}";
const unknownSubject = { 404: ["not_found"] };

export const getDraftOperation = deskRead({
  id: "getDraft",
  path: draftPath,
  summary: "One's own draft on a subject, and who else is writing on it",
  query: NoQuery,
  answer: DraftAnswer,
  problems: unknownSubject,
});

export const putDraftOperation = deskWrite({
  id: "putDraft",
  method: "PUT",
  path: draftPath,
  summary: "Keeps what is being written",
  body: json(DraftBody, { json: '{"title":"Mail refu"}' }, 2_048),
  answers: { 200: { description: "Kept.", body: DraftAnswer } },
  problems: unknownSubject,
});

export const deleteDraftOperation = deskWrite({
  id: "deleteDraft",
  method: "DELETE",
  path: draftPath,
  summary: "Forgets one's own draft; harmless where there is none",
  body: null,
  answers: { 204: { description: "There is none.", body: null } },
  problems: unknownSubject,
});

export const textsOperations: readonly Operation[] = [
  previewOperation,
  getDraftOperation,
  putDraftOperation,
  deleteDraftOperation,
  getEditableIncidentOperation,
  ...imagesOperations,
];

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
