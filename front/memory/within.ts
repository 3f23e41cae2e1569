/** What a promise resolves to, or `fallback` where it rejects or takes longer. Never rejects. */
export function within<T>(promise: Promise<T>, ms: number, fallback: () => T): Promise<T> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => resolve(fallback()), ms);
    promise.then(resolve, () => resolve(fallback())).finally(() => clearTimeout(limit));
  });
}
