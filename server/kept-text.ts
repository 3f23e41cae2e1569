import { LRUCache } from "lru-cache";
import type { Context } from "./context";
import { currentVersion, knowsOf, stillHolds } from "./version";

const MAX_ENTRIES = 2_000;
const MAX_BYTES = 64 * 1_024 * 1_024;

interface Kept {
  readonly text: string;
  readonly version: number;
  /** On a clock that never jumps: the age of kept bytes is real time, in a replay too. */
  readonly madeAtMs: number;
}

interface Store {
  readonly kept: LRUCache<string, Kept>;
  readonly making: Map<string, Promise<Kept>>;
}

const place = Symbol.for("vigie.kept-texts");

/** That of a context, whichever copy of this module asks: the framework loads modules more than once. */
function storeOf(context: Context): Store {
  const home: typeof globalThis & { [place]?: WeakMap<Context, Store> } = globalThis;
  home[place] ??= new WeakMap();
  const found = home[place].get(context);
  if (found !== undefined) return found;
  const store: Store = {
    kept: new LRUCache({
      max: MAX_ENTRIES,
      maxSize: MAX_BYTES,
      sizeCalculation: ({ text }) => text.length * 2 + 200,
    }),
    making: new Map(),
  };
  home[place].set(context, store);
  return store;
}

/**
 * The text under `key`, made once per version and, since it may say when it was made, as often as `stillHolds` says; the same
 * in between, for the pages and answers that are made of it. Who asks while it is being made waits for the same making. What `make` throws is
 * thrown and not kept.
 */
export async function keptText(context: Context, key: string, make: () => Promise<string>): Promise<string> {
  const { kept, making } = storeOf(context);
  const version = await currentVersion(context);
  const found = kept.get(key);
  if (found !== undefined && stillHolds(context, found, version)) return found.text;

  // A making that began under an earlier version may have missed the latest change: it is waited for, not believed.
  for (let begun = making.get(key); begun !== undefined; begun = making.get(key)) {
    const made = await begun;
    if (knowsOf(context, made, version)) return made.text;
  }
  const madeAtMs = performance.now();
  const promise = (async () => ({ text: await make(), version, madeAtMs }))();
  making.set(key, promise);
  try {
    const made = await promise;
    kept.set(key, made);
    return made.text;
  } finally {
    making.delete(key);
  }
}
