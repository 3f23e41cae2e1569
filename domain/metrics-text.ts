/** One figure: the text of its labels (`labelled`, or empty) and its value. */
export type Sample = readonly [labels: string, value: number];

/** Figures of one name in the text format of Prometheus, version 0.0.4. */
export function metric(name: string, type: "gauge" | "counter", help: string, samples: readonly Sample[]): string {
  const lines = samples.map(([labels, value]) => `${name}${labels} ${valueText(value)}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}

/** Labels as Prometheus writes them. JSON escapes what its text format escapes. */
export function labelled(labels: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(String(value))}`);
  return `{${pairs.join(",")}}`;
}

function valueText(value: number): string {
  return Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? "+Inf" : "-Inf";
}
