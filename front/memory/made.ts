import type { Entry } from "./entry";

/** What the application answered, and of which version it is at the least; null: it is not kept. */
export interface Made {
  readonly entry: Entry;
  readonly version: number | null;
}

/** Whether it knows of all that was so at `version`. What is not kept is of now. */
export function isSince({ version: made }: Made, version: number): boolean {
  return made === null || made >= version;
}
