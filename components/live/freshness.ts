import type { Status } from "@/domain/contract/status";
import { REPEATED_AFTER_MS } from "@/domain/stream";

const LOOK_EVERY_MS = 1_000;
/** Sooner nothing need have come, though all is well. */
const AT_LEAST_MS = REPEATED_AFTER_MS * 2;

interface Watch {
  /** To be told of each answer: a stale one marks the document at once, a fresh one takes the mark away. */
  answered(status: Pick<Status, "freshness">): void;
  stop(): void;
}

/**
 * Marks the document stale once no fresh answer has come for `staleAfterMs`; the style sheet does the rest. A page that came
 * stale stays so until one does.
 */
export function watchFreshness(staleAfterMs: number): Watch {
  const { dataset } = document.documentElement;
  let freshAtMs = Date.now();
  function look() {
    if (Date.now() - freshAtMs >= Math.max(staleAfterMs, AT_LEAST_MS)) dataset.freshness = "stale";
  }
  const timer = setInterval(look, LOOK_EVERY_MS);
  // No timer has run in a page that was frozen.
  addEventListener("pageshow", look);
  return {
    answered({ freshness }) {
      if (freshness === "fresh") freshAtMs = Date.now();
      dataset.freshness = freshness;
    },
    stop() {
      clearInterval(timer);
      removeEventListener("pageshow", look);
    },
  };
}
