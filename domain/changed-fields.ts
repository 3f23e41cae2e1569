/** What changed of something: the same fields in both, as they were and as they became. null: there was, or is, nothing. */
export interface ChangedFields {
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/**
 * The fields in which two states differ, in their order; a missing field counts as null. Where there is no state before or
 * after, the other is told without what it leaves empty. null: nothing changed.
 */
export function changedFields(before: object | null, after: object | null): ChangedFields | null {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const changed = names.filter((name) => !isSame(fieldOf(before, name), fieldOf(after, name)));
  if (changed.length === 0) return null;
  return { before: pick(before, changed), after: pick(after, changed) };
}

function pick(state: object | null, names: readonly string[]): Record<string, unknown> | null {
  return state === null ? null : Object.fromEntries(names.map((name) => [name, fieldOf(state, name)]));
}

function fieldOf(state: object | null, name: string): unknown {
  const value: unknown = state !== null && Object.hasOwn(state, name) ? Reflect.get(state, name) : null;
  return value === undefined || isEmpty(value) ? null : value;
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** Deep equality of what JSON can say, whatever the order of keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return left.size === right.size && [...left].every(([key, value]) => right.has(key) && isSame(value, right.get(key)));
}
