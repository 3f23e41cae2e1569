"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "@/components/desk/ask";
import { Refusal } from "@/components/desk/refusal";
import type { ImageAnswer } from "@/domain/contract/desk/images";
import { IMAGE_LIMIT_BYTES, imageTypes } from "@/domain/contract/desk/images";
import { ALTERNATIVE_TO_WRITE } from "@/domain/images";
import { typeInto } from "./typing";

/** Ten megabytes over a slow line. */
const PATIENCE_MS = 120_000;

/** Images that were pasted, dropped or chosen: stored one after the other, and put into the text where the caret is. */
export function useImages(area: { readonly current: HTMLTextAreaElement | null }) {
  const [refused, setRefused] = useState<{ readonly name: string; readonly code: string } | null>(null);
  const { mutateAsync, isPending } = useMutation({
    mutationFn: async (file: File) => {
      if (!imageTypes.some((type) => type === file.type)) throw new Refusal(415, "not_an_image", "");
      if (file.size > IMAGE_LIMIT_BYTES) throw new Refusal(413, "image_too_large", "");
      const asked = { method: "POST", body: file, patienceMs: PATIENCE_MS } as const;
      return (await ask<ImageAnswer>("/api/desk/images", asked)).value;
    },
  });

  const add = async (files: readonly File[]) => {
    setRefused(null);
    for (const file of files) {
      try {
        const { url } = await mutateAsync(file);
        if (area.current !== null) putImage(area.current, url);
      } catch (error) {
        setRefused({ name: file.name, code: error instanceof Refusal ? error.code : "internal" });
        return;
      }
    }
  };
  return { add, isPending, refused };
}

/** Files among what was pasted or dropped; a cell of a table comes as a picture of itself beside its text, and is meant as text. */
export function imagesAmong(data: DataTransfer | null): File[] {
  if (data === null || data.types.includes("text/plain")) return [];
  return [...data.files];
}

/** On a line of its own, with its description selected, so that it is typed over. */
function putImage(area: HTMLTextAreaElement, url: string): void {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const before = from === 0 || value.slice(0, from).endsWith("\n") ? "" : "\n\n";
  const after = to === value.length || value.slice(to).startsWith("\n") ? "" : "\n\n";
  typeInto(area, `${before}![${ALTERNATIVE_TO_WRITE}](${url})${after}`);
  const at = from + before.length + 2;
  area.setSelectionRange(at, at + ALTERNATIVE_TO_WRITE.length);
}
