"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ask } from "@/components/desk/ask";
import type { PreviewAnswer } from "@/domain/contract/desk/texts";

const PAUSE_MS = 250;

/** What a text will look like when it is published, by the pipeline that publishes it. The latest text wins. */
export function usePreview(markdown: string): { readonly html: string; readonly error: unknown } {
  const text = useSettled(markdown);
  const isEmpty = text.trim() === "";
  const { data, error } = useQuery({
    queryKey: ["preview", text],
    queryFn: async ({ signal }) =>
      (await ask<PreviewAnswer>("/api/desk/preview", { method: "POST", body: { markdown: text }, signal })).value,
    enabled: !isEmpty,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  return { html: isEmpty ? "" : (data?.html ?? ""), error: isEmpty ? null : error };
}

/** The value once it has stood still for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
