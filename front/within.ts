/** What a promise resolves to, or what `fallback` gives where it rejects or takes longer. Rejects where that does. */
export function within<T>(promise: Promise<T>, ms: number, fallback: () => T | Promise<T>): Promise<T> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => resolve(fallback()), ms);
    promise.then(resolve, () => resolve(fallback())).finally(() => clearTimeout(limit));
  });
}
