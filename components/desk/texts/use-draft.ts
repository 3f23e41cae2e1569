"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { ask } from "@/components/desk/ask";
import { useStaffId } from "@/components/desk/desk-provider";
import { Refusal } from "@/components/desk/refusal";
import type { DraftAnswer } from "@/domain/contract/desk/texts";
import { draftKey, readKept, readLike, writeKept } from "./kept-draft";

/** How often what changes is brought to the server, and how often the server is asked who else is writing. */
const SAVE_EVERY_MS = 2_000;
const LOOK_EVERY_MS = 20_000;

export interface Draft<T> {
  readonly value: T;
  readonly set: (next: T | ((before: T) => T)) => void;
  /** Where it is kept: nowhere, in this browser alone, on the server too. */
  readonly state: "none" | "local" | "saved";
  /** When it was kept there last; null with "none". */
  readonly savedAt: string | null;
  /** Colleagues who are writing on the same subject, the latest first. */
  readonly others: readonly { readonly name: string; readonly savedAt: string }[];
  /** What was found when the page opened, and is shown now; null: nothing, or it was discarded or typed over. */
  readonly restored: { readonly savedAt: string } | null;
  /** Another draft, which was older when the page opened; `take` shows it instead. */
  readonly other: { readonly savedAt: string; readonly take: () => void } | null;
  /** One that was found was thrown away unseen: it was outdated. */
  readonly isDropped: boolean;
  /** Forgets it here and on the server, after it was published or thrown away, and goes back to `initial`. */
  readonly clear: () => void;
}

/**
 * What somebody types on a subject, kept while they type: in this browser at once, on the server every two seconds, where it
 * can be found from another device. The newer of the two is shown when the page opens. A session that ended, a reload, a server
 * that does not answer lose nothing: it goes on saving when it can. `T` is what JSON can say.
 * The page names the words of the area "texts" (`DraftLine` tells all of this to who writes).
 * What `isOutdated` is neither shown again nor kept.
 */
export function useDraft<T>(subject: string, initial: T, isOutdated: (value: T) => boolean = () => false): Draft<T> {
  const key = draftKey(useStaffId(), subject);
  const path = `/api/desk/drafts/${encodeURIComponent(subject)}`;
  const [value, setValue] = useState(initial);
  const [kept, setKept] = useState<Pick<Draft<T>, "state" | "savedAt">>({ state: "none", savedAt: null });
  const [restored, setRestored] = useState<Draft<T>["restored"]>(null);
  const [other, setOther] = useState<{ savedAt: string; value: T } | null>(null);
  const [isDropped, setIsDropped] = useState(false);
  const now = useRef({ value: initial, example: initial, isTyped: false, isAhead: false, isMet: false, savedAt: "" });
  const outdated = useRef(isOutdated);
  useEffect(() => {
    outdated.current = isOutdated;
  });
  const timer = useRef<number | undefined>(undefined);

  const { mutate: save } = useMutation({
    scope: { id: path },
    mutationFn: async (json: string) => (await ask<DraftAnswer>(path, { method: "PUT", body: { json } })).value,
    onSuccess: ({ draft }, json) => {
      now.current.savedAt = draft?.savedAt ?? "";
      if (draft === null || JSON.stringify(now.current.value) !== json || !now.current.isAhead) return;
      now.current.isAhead = false;
      writeKept(key, { json, at: draft.savedAt, isOnServer: true });
      setKept({ state: "saved", savedAt: draft.savedAt });
    },
  });
  const { mutate: forget } = useMutation({
    // In the order in which they were asked for: a draft that is being saved is forgotten after that.
    scope: { id: path },
    mutationFn: () => ask(path, { method: "DELETE" }),
  });

  const server = useQuery({
    queryKey: ["draft", key],
    queryFn: async ({ signal }) => (await ask<DraftAnswer>(path, { signal })).value,
    // Who has to sign in again comes back to this window, and then it is asked again.
    refetchInterval: ({ state: { error } }) =>
      error instanceof Refusal && [401, 403].includes(error.status) ? false : LOOK_EVERY_MS,
    gcTime: 0,
  });

  const show = useCallback((next: T) => {
    now.current.value = next;
    setValue(() => next);
  }, []);

  const keep = useCallback(() => {
    const at = nowAfter(now.current.savedAt);
    if (outdated.current(now.current.value)) {
      now.current.isAhead = false;
      writeKept(key, { json: null, at, isOnServer: false });
      setKept({ state: "none", savedAt: null });
      return forget();
    }
    now.current.isAhead = true;
    const isKept = writeKept(key, { json: JSON.stringify(now.current.value), at, isOnServer: false });
    setKept(isKept ? { state: "local", savedAt: at } : { state: "none", savedAt: null });
    timer.current ??= window.setTimeout(() => {
      timer.current = undefined;
      if (now.current.isAhead) save(JSON.stringify(now.current.value));
    }, SAVE_EVERY_MS);
  }, [key, save, forget]);

  // What this browser kept is shown at once.
  useEffect(() => {
    const found = readKept(key);
    const local = readLike(found?.json ?? null, now.current.example);
    if (found === null || local === null || now.current.isTyped) return;
    if (outdated.current(local)) {
      writeKept(key, { json: null, at: found.at, isOnServer: false });
      return setIsDropped(true);
    }
    now.current.isAhead = !found.isOnServer;
    show(local);
    setKept({ state: found.isOnServer ? "saved" : "local", savedAt: found.at });
    setRestored({ savedAt: found.at });
  }, [key, show]);

  // What the server has is met once; from then on this page is the one that writes, and what could not be saved is made up for.
  const { data, dataUpdatedAt } = server;
  useEffect(() => {
    if (data === undefined || dataUpdatedAt === 0) return;
    if (now.current.isMet) {
      if (now.current.isAhead) save(JSON.stringify(now.current.value));
      return;
    }
    now.current.isMet = true;
    now.current.savedAt = data.draft?.savedAt ?? "";
    const theirs = readLike(data.draft?.json ?? null, now.current.example);
    const found = readKept(key);
    if (data.draft !== null && found?.json === null && found.at >= data.draft.savedAt) return forget();
    if (theirs !== null && outdated.current(theirs)) {
      setIsDropped(true);
      return forget();
    }
    if (data.draft !== null && theirs !== null && data.draft.json !== JSON.stringify(now.current.value)) {
      const remote = { savedAt: data.draft.savedAt, value: theirs };
      // Of one that it had from here the server says something else only where something was redacted in it.
      const isReworded = found?.isOnServer === true && found.at === remote.savedAt;
      const isOlderHere = found === null || found.json === null || found.at < remote.savedAt;
      const isNewer = !now.current.isTyped && (isOlderHere || isReworded);
      if (!isNewer) setOther(remote);
      else {
        if (found?.json != null && !found.isOnServer) setOther({ savedAt: found.at, value: now.current.value });
        now.current.isAhead = false;
        show(theirs);
        writeKept(key, { json: data.draft.json, at: remote.savedAt, isOnServer: true });
        setKept({ state: "saved", savedAt: remote.savedAt });
        setRestored({ savedAt: remote.savedAt });
      }
    }
    if (now.current.isAhead) save(JSON.stringify(now.current.value));
  }, [data, dataUpdatedAt, key, save, show, forget]);

  const set = useCallback(
    (next: T | ((before: T) => T)) => {
      now.current.isTyped = true;
      show(typeof next === "function" ? (next as (before: T) => T)(now.current.value) : next);
      setRestored(null);
      keep();
    },
    [show, keep],
  );

  const clear = useCallback(() => {
    window.clearTimeout(timer.current);
    timer.current = undefined;
    now.current.isAhead = false;
    writeKept(key, { json: null, at: nowAfter(now.current.savedAt), isOnServer: false });
    show(now.current.example);
    setKept({ state: "none", savedAt: null });
    setRestored(null);
    setOther(null);
    forget();
  }, [key, show, forget]);

  const take = () => {
    if (other === null) return;
    setOther({ savedAt: kept.savedAt ?? new Date().toISOString(), value });
    show(other.value);
    keep();
  };

  return {
    value,
    set,
    ...kept,
    others: data?.others ?? [],
    restored,
    isDropped,
    other: other === null ? null : { savedAt: other.savedAt, take },
    clear,
  };
}

/** The present by this device's clock, but never before what the server's said: of two drafts the one typed later must win. */
function nowAfter(savedAt: string): string {
  const at = new Date().toISOString();
  return at > savedAt ? at : savedAt;
}
