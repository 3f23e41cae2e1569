/**
 * Reads JSON of our own server; rejects for any answer but 2xx. Asks the server each time, which answers 304 where nothing
 * changed: what public reads may be kept for a while is too old for an open page.
 */
export async function fetchJson<T>(path: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(path, { signal, cache: "no-cache" });
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
  return response.json();
}
