/** A draft as this browser keeps it. */
export interface KeptDraft {
  /** null: it was published or thrown away, up to `at`. */
  readonly json: string | null;
  /** RFC 3339. Of what the server has as well, the server's instant; else when it was typed, by this device's clock. */
  readonly at: string;
  readonly isOnServer: boolean;
}

/** Under what name; nobody else who signs in here sees it. */
export function draftKey(staffId: number | null, subject: string): string {
  return `vigie.draft.${staffId ?? "nobody"}.${subject}`;
}

/** null: nothing is kept, or the browser keeps nothing. */
export function readKept(key: string): KeptDraft | null {
  try {
    const text = localStorage.getItem(key);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** Returns whether the browser took it: its store may be full or switched off. */
export function writeKept(key: string, kept: KeptDraft): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

/** What JSON says, where it has the shape of `example` (the same kind of value in each of its fields); else null. */
export function readLike<T>(json: string | null, example: T): T | null {
  if (json === null) return null;
  try {
    const value: unknown = JSON.parse(json);
    return isLike(value, example) ? value : null;
  } catch {
    return null;
  }
}

/** A draft of an older version of the page must not break it. A field that is null may have become anything, and the reverse. */
function isLike<T>(value: unknown, example: T): value is T {
  if (typeof value !== typeof example || Array.isArray(value) !== Array.isArray(example)) return false;
  if (typeof value !== "object" || typeof example !== "object" || Array.isArray(value)) return true;
  if (value === null || example === null) return value === example;
  return Object.entries(example).every(([name, field]) => {
    const given: unknown = Reflect.get(value, name);
    return given !== undefined && (given === null || field === null || typeof given === typeof field);
  });
}
