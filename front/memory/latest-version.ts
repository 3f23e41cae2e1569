/** Within this after an answer told of a version, an older word may still be under way. */
const OVERTAKEN_MS = 2_000;

/**
 * The version as far as it is known, of two tellers: the application's words, which say what it is, and its answers, which say
 * what it was when they were made, and may overtake a word. So a word that goes back is followed (a database was restored)
 * unless an answer has only just told more.
 */
export class LatestVersion {
  /** -1: none is known. */
  version = -1;
  /** What was made of an earlier version may not be shown any more. */
  shownFrom = 0;
  #answeredAtMs = Number.NEGATIVE_INFINITY;

  /** `isCertain`: it is the application's word. `shownFrom`: at that version. Returns whether the version is now another. */
  hear(version: number, shownFrom: number, isCertain: boolean): boolean {
    const nowMs = performance.now();
    const goesBack = version < this.version;
    const isOvertaken = goesBack && (!isCertain || nowMs - this.#answeredAtMs < OVERTAKEN_MS);
    if (isOvertaken) return false;
    this.shownFrom = goesBack ? shownFrom : Math.max(this.shownFrom, shownFrom);
    if (version === this.version) return false;
    if (!isCertain) this.#answeredAtMs = nowMs;
    this.version = version;
    return true;
  }
}
