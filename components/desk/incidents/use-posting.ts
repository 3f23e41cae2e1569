"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { ask } from "@/components/desk/ask";
import type { Draft } from "@/components/desk/texts/use-draft";
import type { UpdateDraft } from "./incident-draft";
import { rememberNotify } from "./incident-draft";

interface Posting<T extends UpdateDraft, A> {
  readonly path: string;
  readonly draft: Draft<T>;
  /** What the draft is sent with where it leaves open whether subscribers are told. */
  readonly notify: boolean | null;
  /** The body that the draft makes now. */
  readonly bodyOf: (value: T) => object;
  /** Once, when it is there. */
  readonly onPosted: (answer: A) => void;
}

/**
 * Posts a draft once: a second press while it is under way does nothing, and after an answer that was lost the very same request
 * goes out again under the same key.
 */
export function usePosting<T extends UpdateDraft, A>({ path, draft, notify, bodyOf, onPosted }: Posting<T, A>) {
  const isTaken = useRef(false);
  const { value, set, clear } = draft;
  const posting = useMutation({
    mutationFn: async (body: string) => {
      const headers = { "Idempotency-Key": value.key };
      return (await ask<A>(path, { method: "POST", body: JSON.parse(body), headers })).value;
    },
    onSuccess: (answer) => {
      clear();
      onPosted(answer);
    },
    onError: () => {
      isTaken.current = false;
    },
  });
  const { sent, ...typed } = { ...value, notify };
  const of = JSON.stringify(typed);
  return {
    error: posting.error,
    /** The same was sent already, and its answer was lost or a refusal. */
    isRepeat: sent?.of === of,
    isBusy: posting.isPending || posting.isSuccess,
    send() {
      if (isTaken.current) return;
      isTaken.current = true;
      const body = sent?.of === of ? sent.body : JSON.stringify(bodyOf({ ...value, notify }));
      if (notify !== null) rememberNotify(notify);
      set((before) => ({ ...before, notify, sent: { of, body } }));
      posting.mutate(body);
    },
  };
}
