"use client";

import { useTranslations } from "use-intl";
import { Refusal } from "./refusal";

/** What is wrong with a field, by its JSON Pointer into what was sent; undefined: nothing. In words where we have them. */
export function useFaultWords(error: unknown): (path: string) => string | undefined {
  const t = useTranslations("problems");
  return (path) => {
    const fault = error instanceof Refusal ? error.faultAt(path) : undefined;
    if (fault === undefined) return undefined;
    return t.has(fault.code as "invalid") ? t(fault.code as "invalid") : fault.detail;
  };
}
