import type { EditableIncident } from "@/domain/contract/desk/incident-texts";
import { draftKey, writeKept } from "./kept-draft";
import type { Edited } from "./texts";
import { updateSubject } from "./texts";
import { beginWith } from "./use-edit";

/** Keeps a draft of the edit of a published update in this browser, for the page that edits it to find. */
export function keepEdit(
  staffId: number | null,
  incident: EditableIncident,
  updateId: string,
  languages: readonly string[],
  change: (published: Edited, languages: readonly string[]) => Edited,
): void {
  const subject = updateSubject(incident, updateId, languages);
  const begun = beginWith(subject.read(incident));
  const json = JSON.stringify({ ...begun, ...change(begun, subject.languages) });
  writeKept(draftKey(staffId, subject.draft), { json, at: new Date().toISOString(), isOnServer: false });
}
