/** Fields onto what a colleague made of them: what I did not touch is as they say. */
export function mergeFields<T extends object>(mine: T, base: T, theirs: T): T {
  const touched = Object.entries(mine).filter(([field, value]) => !isSame(value, Reflect.get(base, field)));
  return { ...theirs, ...Object.fromEntries(touched) };
}

/** The fields in which two differ. */
export function changedOf<T extends object>(base: T, theirs: T): (keyof T & string)[] {
  return (Object.keys(base) as (keyof T & string)[]).filter((field) => !isSame(base[field], theirs[field]));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
