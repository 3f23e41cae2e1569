"use client";

import { useEffect } from "react";

/** Holds the title of the tab, also against the framework, which may set the page's own once more after we have. */
export function useTitle(title: string): void {
  useEffect(() => {
    const hold = () => {
      if (document.title !== title) document.title = title;
    };
    hold();
    const observer = new MutationObserver(hold);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }, [title]);
}
