"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ask } from "@/components/desk/ask";
import { Refusal } from "@/components/desk/refusal";
import type { Draft } from "@/components/desk/texts/use-draft";
import type { UpdateDraft } from "./incident-draft";
import { newKey, rememberNotify } from "./incident-draft";

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

interface Sending {
  readonly key: string;
  readonly body: string;
  /** What was sent first under this key; null: this is. */
  readonly first: string | null;
}

/**
 * Posts a draft once: a second press while it is under way does nothing, and after an answer that was lost the very same request
 * goes out again under the same key. Where the text was changed after such an answer, and the first had arrived all the same,
 * `arrived` is what it made, and nothing more is posted until `sendAsNew`.
 */
export function usePosting<T extends UpdateDraft, A>({ path, draft, notify, bodyOf, onPosted }: Posting<T, A>) {
  const isTaken = useRef(false);
  const { value, set, clear } = draft;
  const [arrived, setArrived] = useState<A | null>(null);
  const posting = useMutation({
    mutationFn: async ({ key, body, first }: Sending) => {
      const headers = { "Idempotency-Key": key };
      const post = async (json: string) =>
        (await ask<A>(path, { method: "POST", body: JSON.parse(json), headers })).value;
      try {
        return { answer: await post(body), isFirst: false };
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== "id_conflict" || first === null) throw error;
        // The key is taken by what was sent first: sent again, that gets the answer which was lost.
        return { answer: await post(first), isFirst: true };
      }
    },
    onSuccess: ({ answer, isFirst }) => {
      if (isFirst) {
        isTaken.current = false;
        return setArrived(answer);
      }
      clear();
      onPosted(answer);
    },
    onError: () => {
      isTaken.current = false;
    },
  });
  const { sent, key: _, first, ...typed } = { ...value, notify };
  const of = JSON.stringify(typed);
  const send = (key: string, before: string | null) => {
    if (isTaken.current) return;
    isTaken.current = true;
    const body = sent?.of === of ? sent.body : JSON.stringify(bodyOf({ ...value, notify }));
    if (notify !== null) rememberNotify(notify);
    set((typing) => ({ ...typing, notify, key, sent: { of, body }, first: before ?? body }));
    posting.mutate({ key, body, first: before });
  };
  return {
    error: posting.error,
    /** The same was sent already, and its answer was lost or a refusal. */
    isRepeat: sent?.of === of,
    isBusy: posting.isPending || (posting.isSuccess && arrived === null),
    /** What the first posting made, whose answer was lost before the text was changed; null: there is none. */
    arrived,
    send: () => send(value.key, first),
    /** Posts the changed text beside what arrived. */
    sendAsNew() {
      setArrived(null);
      send(newKey(), null);
    },
  };
}
