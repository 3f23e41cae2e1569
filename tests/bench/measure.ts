/** One line of the bench: what was measured, and whether it meets its target. */
export interface Measure {
  readonly name: string;
  readonly result: string;
  /** null: told for comparison. */
  readonly target: string | null;
  /** null: there is no target, or it could not be measured. */
  readonly isMet: boolean | null;
  /** Of a miss: by how much, in percent of the target. */
  readonly missedByPercent?: number;
}

type Target = { readonly atLeast: number } | { readonly atMost: number };

/** A figure held against its target. `show` writes both. */
export function judged(name: string, value: number, target: Target, show: Show, more = ""): Measure {
  const [sign, bound] = "atLeast" in target ? [">=", target.atLeast] : ["<=", target.atMost];
  const isMet = "atLeast" in target ? value >= bound : value <= bound;
  return {
    name,
    result: `${show(value)}${more === "" ? "" : ` (${more})`}`,
    target: `${sign} ${show(bound)}`,
    isMet,
    ...(isMet ? {} : { missedByPercent: Math.ceil((100 * Math.abs(value - bound)) / bound) }),
  };
}

/** A figure for comparison. */
export function told(name: string, result: string): Measure {
  return { name, result, target: null, isMet: null };
}

type Show = (value: number) => string;

/** How figures are written, with their unit. */
export const shown = {
  ratio: (value: number) => value.toFixed(2),
  milliseconds: (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`,
  megabytes: (value: number) => `${Math.round(value)} MB`,
  perSecond: (value: number) => `${Math.round(value).toLocaleString("en")}/s`,
} as const satisfies Readonly<Record<string, Show>>;

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The smallest of the values that `percent` of them do not exceed (nearest rank); NaN of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
