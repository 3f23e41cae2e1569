import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Context } from "./context";
import { currentVersion, knowsOf, stillHolds } from "./version";

const MAX_ENTRIES = 2_000;
const MAX_BYTES = 64 * 1_024 * 1_024;

/** Bytes to be sent, with a strong ETag over them. */
export interface PublicBody {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

interface Kept extends PublicBody {
  readonly version: number;
  /** On a clock that never jumps: the age of kept bytes is real time, in a replay too. */
  readonly madeAtMs: number;
}

interface Store {
  readonly kept: LRUCache<string, Kept>;
  readonly making: Map<string, Promise<Kept>>;
}

const place = Symbol.for("vigie.public-bodies");

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
      sizeCalculation: ({ bytes }) => bytes.byteLength + 200,
    }),
    making: new Map(),
  };
  home[place].set(context, store);
  return store;
}

/** A text as bytes with their ETag. */
export function bodyOf(text: string): PublicBody {
  const bytes = new TextEncoder().encode(text);
  return { bytes, etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 27)}"` };
}

/**
 * The body under `key`, made once per version and, since it may say when it was made, once a minute (in a replay, once a
 * second); the same bytes in between. Who asks while it is being made waits for the same making. What `make` throws is
 * thrown and not kept.
 */
export async function keptBody(context: Context, key: string, make: () => Promise<string>): Promise<PublicBody> {
  const { kept, making } = storeOf(context);
  const version = await currentVersion(context);
  const found = kept.get(key);
  if (found !== undefined && stillHolds(context, found, version)) return found;

  // A making that began under an earlier version may have missed the latest change: it is waited for, not believed.
  for (let begun = making.get(key); begun !== undefined; begun = making.get(key)) {
    const made = await begun;
    if (knowsOf(context, made, version)) return made;
  }
  const madeAtMs = performance.now();
  const promise = (async () => ({ ...bodyOf(await make()), version, madeAtMs }))();
  making.set(key, promise);
  try {
    const made = await promise;
    kept.set(key, made);
    return made;
  } finally {
    making.delete(key);
  }
}
