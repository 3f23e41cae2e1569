"use client";

import { useMutation } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Refusal } from "@/components/desk/refusal";
import { useDraft } from "@/components/desk/texts/use-draft";
import type { DeskNetwork, NetworkPreview } from "@/domain/contract/desk/declaring";
import { parsePaste } from "@/domain/paste/paste";
import type { PrintWords } from "@/domain/paste/print";
import type { PastedEntry } from "@/domain/paste/reading";
import type { Editing } from "./editing";
import { addressesOf, bodyOf, editingOf, mergeEditing } from "./editing";

interface Shown {
  readonly preview: NetworkPreview;
  readonly entries: readonly PastedEntry[];
  /** The text that it tells of. */
  readonly text: string;
}

/** Whether somebody else has changed what this editor began with. */
class Overtaken extends Error {}

/** Typing, looking ahead, saving onto what one began with, and merging where a colleague was faster. */
export function useNetworkEditor(initial: DeskNetwork | null, lang: string, next: string) {
  const t = useTranslations("networks");
  const zone = useTimeZone() ?? "UTC";
  const words: PrintWords = {
    ...{ address: t("column.address"), role: t("column.role"), label: t("column.label"), since: t("column.since") },
    ...{ sending: t("column.sending"), idle: t("column.idle") },
  };
  const isNew = initial === null;
  const [start] = useState(() => editingOf(initial, lang, words));
  const draft = useDraft<Editing>(`network/${initial?.network.slug ?? "-"}`, start);
  const { value: editing, set } = draft;
  const text = useDeferredValue(editing.text);
  const paste = useMemo(() => parsePaste(text, zone), [text, zone]);
  const [shown, setShown] = useState<Shown | null>(null);
  const [theirs, setTheirs] = useState<Editing | null>(null);
  const path = `networks/${editing.slug}`;

  const overtake = async () => {
    const { value } = await ask<DeskNetwork>(`/api/desk/${path}`);
    setShown(null);
    setTheirs(editingOf(value, lang, words));
  };

  const look = useMutation({
    mutationFn: async () => {
      const { entries } = parsePaste(editing.text, zone);
      const body = { addresses: addressesOf(entries) };
      const { value } = await ask<NetworkPreview>(`/api/desk/${path}/preview`, { method: "POST", body });
      if (isNew && value.etag !== null) throw new Refusal(409, "slug_taken", `There is a network ${editing.slug}.`);
      if (value.etag === editing.base.etag) return setShown({ preview: value, entries, text: editing.text });
      if (value.etag === null) throw new Refusal(404, "not_found", "The network is not there any more.");
      await overtake();
    },
    onMutate: () => {
      setShown(null);
      setTheirs(null);
    },
  });

  const save = useMutation({
    mutationFn: async ({ entries }: Shown) => {
      const headers: Record<string, string> = isNew
        ? { "If-None-Match": "*" }
        : { "If-Match": editing.base.etag ?? "" };
      const body = bodyOf(editing, entries);
      try {
        await ask(`/api/v1/${path}`, { method: "PUT", body, headers, patienceMs: 60_000 });
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 412) throw error;
        if (isNew) throw new Refusal(409, "slug_taken", error.message);
        await overtake();
        throw new Overtaken();
      }
    },
    onSuccess: () => {
      draft.clear();
      location.assign(next);
    },
  });

  const merge = theirs === null ? null : mergeEditing(editing, theirs, zone, words);
  const isPreviewed = shown !== null && shown.text === editing.text;
  return {
    draft,
    editing,
    set,
    paste,
    /** As the text is now: `paste` may lag behind fast typing. */
    hasFaults: () => parsePaste(editing.text, zone).faults.length > 0,
    look,
    save,
    shown: isPreviewed ? shown : null,
    theirs,
    merge:
      merge &&
      (() => {
        set(merge);
        setTheirs(null);
      }),
    error: look.error ?? (save.error instanceof Overtaken ? null : save.error),
  };
}
