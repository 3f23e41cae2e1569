const LOOK_EVERY_MS = 1_000;

/**
 * Marks the document stale once nobody has answered for `staleAfterMs`, and fresh again with the next answer; the style
 * sheet does the rest. A page that came stale stays so until somebody answers.
 */
export function watchFreshness(staleAfterMs: number): { answered(): void; stop(): void } {
  const { dataset } = document.documentElement;
  let answeredAt = Date.now();
  const timer = setInterval(() => {
    if (Date.now() - answeredAt >= staleAfterMs) dataset.freshness = "stale";
  }, LOOK_EVERY_MS);
  return {
    answered() {
      answeredAt = Date.now();
      dataset.freshness = "fresh";
    },
    stop: () => clearInterval(timer),
  };
}
