"use client";

import { Absence } from "@/components/absence";
import { useBrokenWords } from "@/components/broken-words";

/** What stands where a page broke in the browser, or where the server had nothing better to send. */
export default function ErrorPage({ reset }: { readonly reset: () => void }) {
  const words = useBrokenWords();
  if (words === null) return null;
  return (
    <main className="frame">
      <Absence title={words.title} words={words.words} links={[words.home]} />
      <button type="button" onClick={reset} className="-mt-16 underline decoration-edge hover:decoration-ink">
        {words.retry}
      </button>
    </main>
  );
}
