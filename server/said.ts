import { LRUCache } from "lru-cache";
import type { Context } from "./context";
import type { Database, Transaction } from "./db";
import { perContext } from "./per-context";
import { freshenSettings } from "./saved-settings";

/** Of one kind; more than the pages of a site ask for between two changes. */
const MAX_VALUES = 500;

interface Kept<T extends object> {
  revision: bigint;
  readonly values: LRUCache<string, T>;
}

/**
 * Values that follow from nothing but what people said (declarations, incidents with their updates, settings), each under a
 * key: neither facts nor time may have a part in them. A value is read once and is the same object until any of that changes,
 * whoever changes it, as of the last look at the version; an event changes none of it. What is read within a transaction may
 * yet be undone, and is not kept. `name` is unique in this process; what `read` throws is thrown and not kept.
 */
export function keptWhileSaid<T extends object>(name: string) {
  const keptOf = perContext(
    `said.${name}`,
    (): Kept<T> => ({ revision: -1n, values: new LRUCache({ max: MAX_VALUES }) }),
  );
  return async (context: Context, reader: Database | Transaction, key: string, read: () => Promise<T>): Promise<T> => {
    if (reader !== context.db) return read();
    const kept = keptOf(context);
    const revision = context.memory.settings.saidRevision;
    if (kept.revision !== revision) kept.values.clear();
    kept.revision = revision;
    const found = kept.values.get(key);
    if (found !== undefined) return found;
    const value = await read();
    // It is of this revision if that still was the one after it was read.
    await freshenSettings(context);
    if (context.memory.settings.saidRevision === revision && kept.revision === revision) kept.values.set(key, value);
    return value;
  };
}
