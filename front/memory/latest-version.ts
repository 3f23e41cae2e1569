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
  #answeredAtMs = Number.NEGATIVE_INFINITY;

  /** `isCertain`: it is the application's word. Returns whether the version is now another. */
  hear(version: number, isCertain: boolean): boolean {
    if (version === this.version) return false;
    const nowMs = performance.now();
    if (version < this.version && (!isCertain || nowMs - this.#answeredAtMs < OVERTAKEN_MS)) return false;
    if (!isCertain) this.#answeredAtMs = nowMs;
    this.version = version;
    return true;
  }
}
