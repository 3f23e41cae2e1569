/** A request that hangs (another network, a dead proxy) is given up, so that the next one can be made. */
const PATIENCE_MS = 15_000;

/**
 * Reads JSON of our own server; rejects for any answer but 2xx, and where none came in time. Asks the server each time, which answers 304 where nothing
 * changed: what public reads may be kept for a while is too old for an open page.
 */
export async function fetchJson<T>(path: string, signal: AbortSignal): Promise<T> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const response = await fetch(path, { signal: limit, cache: "no-cache" });
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
  return response.json();
}
