import { labelled } from "@/domain/metrics-text";

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
