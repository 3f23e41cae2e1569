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
  /** The body that the draft makes now. */
  readonly bodyOf: (value: T) => object;
  /** Once, when it is there. */
  readonly onPosted: (answer: A) => void;
}

/**
 * Posts a draft once: a second press while it is under way does nothing, and after an answer that was lost the very same request
 * goes out again under the same key.
 */
export function usePosting<T extends UpdateDraft, A>({ path, draft, bodyOf, onPosted }: Posting<T, A>) {
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
  return {
    error: posting.error,
    isBusy: posting.isPending || posting.isSuccess,
    send() {
      if (isTaken.current) return;
      isTaken.current = true;
      const { sent, ...typed } = value;
      const of = JSON.stringify(typed);
      const body = sent?.of === of ? sent.body : JSON.stringify(bodyOf(value));
      if (value.notify !== null) rememberNotify(value.notify);
      set((before) => ({ ...before, sent: { of, body } }));
      posting.mutate(body);
    },
  };
}
