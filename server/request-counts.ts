const place = Symbol.for("vigie.requests");

/** Requests by method, path template and status since the start of the process, whichever copy of this module counts. */
export function requests(): Map<string, number> {
  const home: typeof globalThis & { [place]?: Map<string, number> } = globalThis;
  home[place] ??= new Map();
  return home[place];
}

/** Counts an answered request. `path` is a template, so that there are few. */
export function countRequest(method: string, path: string, status: number): void {
  const labels = labelled({ method, path, status });
  requests().set(labels, (requests().get(labels) ?? 0) + 1);
}

/** Labels as Prometheus writes them. JSON escapes what its text format escapes. */
export function labelled(labels: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(String(value))}`);
  return `{${pairs.join(",")}}`;
}
