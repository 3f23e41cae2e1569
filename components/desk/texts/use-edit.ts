"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "@/components/desk/ask";
import { Refusal } from "@/components/desk/refusal";
import type { EditableIncident } from "@/domain/contract/desk/incident-texts";
import type { Edited, Facts, Published, Subject, Texts } from "./texts";
import { mergeEdits, saysTheSame } from "./texts";
import { useDraft } from "./use-draft";

/** How often one looks whether a colleague was faster. */
const LOOK_EVERY_MS = 15_000;

/** What the draft of an edit keeps, and what was published when it was begun. */
interface Editing extends Edited {
  readonly base: Published;
}

/**
 * Edits a published text. What a colleague publishes meanwhile is `theirs` (null: nothing that differs from what this edit
 * began with), and nothing is saved over it before its author said so; what this edit did not change is never sent.
 */
export function useEdit(initial: EditableIncident, subject: Subject, onSaved: () => void) {
  const path = `/api/desk/incidents/${initial.id}`;
  const { data: incident, refetch } = useQuery({
    queryKey: ["editable-incident", initial.id],
    queryFn: async ({ signal }) => (await ask<EditableIncident>(path, { signal })).value,
    initialData: initial,
    refetchInterval: ({ state: { error } }) => (error instanceof Refusal ? false : LOOK_EVERY_MS),
  });
  const [began] = useState(() => beginWith(subject.read(initial)));
  const published = subject.read(incident);
  // What was redacted may stand in what was begun before.
  const draft = useDraft<Editing>(subject.draft, began, ({ base }) => !(base.redactions >= published.redactions));
  const [putAside, setPutAside] = useState<Editing | null>(null);
  // Until something is changed here, it is what is published by now.
  const nowOf = (kept: Editing) => (saysTheSame(kept, kept.base) ? beginWith(published) : kept);
  const editing = nowOf(draft.value);

  const save = useMutation({
    mutationFn: async (sent: Editing) => {
      const now = (await ask<EditableIncident>(path)).value;
      const to = subject.read(now);
      if (isOvertaken(sent, to)) {
        throw new Refusal(412, "precondition_failed", "Somebody else has changed this text.");
      }
      const body = subject.patch(now, sent.base, sent);
      if (Object.keys(body).length === 0) return;
      await ask(subject.path, { method: "PATCH", headers: { "If-Match": `"${to.revision}"` }, body });
    },
    onSuccess: () => {
      draft.clear();
      onSaved();
    },
    onError: () => void refetch(),
  });

  const rebase = ({ texts, facts }: Edited) => {
    const rebased = { texts, facts, base: published };
    draft.set(rebased);
    return rebased;
  };
  const merged = mergeEdits(editing, editing.base, published);
  const hasTheirs = isOvertaken(editing, published);

  return {
    incident,
    draft,
    texts: editing.texts,
    /** null: it is no update. */
    facts: editing.facts,
    changeFacts: (facts: Facts) => draft.set((before) => ({ ...nowOf(before), facts })),
    isSaving: save.isPending || save.isSuccess,
    error: save.error,
    change: (lang: string, text: Partial<Texts[string]>) =>
      draft.set((before) => {
        const { texts, ...rest } = nowOf(before);
        const own = texts[lang] ?? { title: null, body: "" };
        return { ...rest, texts: { ...texts, [lang]: { ...own, ...text } } };
      }),
    save: () => save.mutate(editing),
    theirs: hasTheirs ? published : null,
    base: editing.base,
    /** One's own onto theirs, as `saveMine` saves it. */
    merged,
    saveMine: () => save.mutate(rebase(merged)),
    takeTheirs: () => {
      setPutAside(editing);
      rebase(published);
    },
    /** Goes back to one's own text after taking theirs; null: nothing was put aside. */
    backToMine:
      putAside === null
        ? null
        : () => {
            rebase(mergeEdits(putAside, putAside.base, published));
            setPutAside(null);
          },
    /** Blackens what was redacted in what is being written, and looks at what is published now. */
    blacken: async (secret: string) => {
      const blackened: Editing = JSON.parse(JSON.stringify(editing), (_, text) =>
        secret !== "" && typeof text === "string" ? text.replaceAll(secret, "█") : text,
      );
      const { data } = await refetch();
      const { redactions } = subject.read(data ?? incident);
      if (saysTheSame(blackened, blackened.base)) draft.clear();
      else draft.set({ ...blackened, base: { ...blackened.base, redactions } });
    },
  };
}

/** An edit in which nothing is changed yet. */
export function beginWith(published: Published): Editing {
  const { texts, facts } = published;
  return { texts, facts, base: published };
}

/** Whether what is published now is neither what the edit began with nor what it comes to. */
function isOvertaken(editing: Editing, published: Published): boolean {
  return !saysTheSame(published, editing.base) && !saysTheSame(mergeEdits(editing, editing.base, published), published);
}
