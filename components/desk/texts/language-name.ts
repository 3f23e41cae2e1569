"use client";

import { useLocale } from "use-intl";

/** Names languages in that of the desk: "fr" is "French". */
export function useLanguageName(): (lang: string) => string {
  const names = new Intl.DisplayNames([useLocale()], { type: "language", fallback: "code" });
  return (lang) => {
    try {
      return names.of(lang) ?? lang;
    } catch {
      return lang;
    }
  };
}
