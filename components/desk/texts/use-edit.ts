"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "@/components/desk/ask";
import { Refusal } from "@/components/desk/refusal";
import type { EditableIncident } from "@/domain/contract/desk/incident-texts";
import type { Facts, Subject, Texts } from "./texts";
import { saysTheSame } from "./texts";
import { useDraft } from "./use-draft";

/** How often one looks whether a colleague was faster. */
const LOOK_EVERY_MS = 15_000;

/**
 * What the draft of an edit keeps: the texts, those that were published when they began to be changed, and what else was changed
 * (null: nothing).
 */
interface Editing {
  readonly texts: Texts;
  readonly base: Texts;
  readonly facts: Facts | null;
}

/**
 * Edits a published text. What a colleague publishes meanwhile is `theirs` (null: nothing that differs from what this edit
 * began with), and nothing is saved over it before its author said so.
 */
export function useEdit(initial: EditableIncident, subject: Subject, onSaved: () => void) {
  const path = `/api/desk/incidents/${initial.id}`;
  const { data: incident, refetch } = useQuery({
    queryKey: ["editable-incident", initial.id],
    queryFn: async ({ signal }) => (await ask<EditableIncident>(path, { signal })).value,
    initialData: initial,
    refetchInterval: ({ state: { error } }) => (error instanceof Refusal ? false : LOOK_EVERY_MS),
  });
  const [began] = useState<Editing>(() => {
    const { texts } = subject.read(initial);
    return { texts, base: texts, facts: null };
  });
  const draft = useDraft<Editing>(subject.draft, began);
  const [putAside, setPutAside] = useState<Texts | null>(null);
  const published = subject.read(incident);
  const { texts, base } = draft.value;
  const isOvertaken = !saysTheSame(published.texts, base) && !saysTheSame(published.texts, texts);

  const save = useMutation({
    mutationFn: async ({ texts: sent, base: over, facts }: Editing) => {
      const send = (to: EditableIncident) => {
        const { revision } = subject.read(to);
        const headers = { "If-Match": `"${revision}"` };
        return ask(subject.path, {
          method: "PATCH",
          headers,
          body: subject.patch(to, { texts: sent, revision, facts }),
        });
      };
      const now = (await ask<EditableIncident>(path)).value;
      if (!saysTheSame(subject.read(now).texts, over)) {
        throw new Refusal(412, "precondition_failed", "Somebody else has changed this text.");
      }
      await send(now);
    },
    onSuccess: () => {
      draft.clear();
      onSaved();
    },
    onError: () => void refetch(),
  });

  const rebase = (next: Texts) => {
    const rebased = { ...draft.value, texts: next, base: published.texts };
    draft.set(rebased);
    return rebased;
  };

  return {
    incident,
    draft,
    texts,
    /** null: it is no update. */
    facts: published.facts === null ? null : (draft.value.facts ?? published.facts),
    changeFacts: (facts: Facts) => draft.set((before) => ({ ...before, facts })),
    isSaving: save.isPending || save.isSuccess,
    error: save.error,
    change: (lang: string, text: Partial<Texts[string]>) =>
      draft.set(({ texts: before, ...rest }) => {
        const own = before[lang] ?? { title: null, body: "" };
        return { ...rest, texts: { ...before, [lang]: { ...own, ...text } } };
      }),
    save: () => save.mutate(draft.value),
    theirs: isOvertaken ? published.texts : null,
    saveMine: () => save.mutate(rebase(texts)),
    takeTheirs: () => {
      setPutAside(texts);
      rebase(published.texts);
    },
    /** Goes back to one's own text after taking theirs; null: nothing was put aside. */
    backToMine:
      putAside === null
        ? null
        : () => {
            rebase(putAside);
            setPutAside(null);
          },
    /** Blackens what was redacted in what is being written, and looks at what is published now. */
    blacken: (secret: string) => {
      const blackened = (value: Texts): Texts =>
        JSON.parse(JSON.stringify(value), (_, text) =>
          typeof text === "string" ? text.replaceAll(secret, "█") : text,
        );
      const next = { ...draft.value, texts: blackened(texts), base: blackened(base) };
      if (saysTheSame(next.texts, next.base)) draft.clear();
      draft.set(next);
      void refetch();
    },
  };
}
