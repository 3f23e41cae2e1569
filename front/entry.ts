import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export const encodings = ["br", "gzip", "identity"] as const;
export type Encoding = (typeof encodings)[number];

/** What the application answered, as it is to be sent again: no nonce in it, nobody's cookie. */
export interface Answer {
  readonly status: number;
  /** Lower-case names; without those that are of one transmission alone. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Bytes ready to be sent. */
export interface Variant {
  readonly body: Buffer;
  /** Strong (RFC 9110, 8.8.3): another encoding, or a stale mark, is another one. */
  readonly etag: string;
}

const compress = {
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 6 }),
  identity: async (body: Buffer) => body,
};

/** Below this, compressing costs more than it saves. */
const COMPRESSED_FROM_BYTES = 512;
const compressible =
  /^(text\/|image\/svg|application\/(javascript|json|problem\+json|rss\+xml|atom\+xml|feed\+json|xml|manifest))/;

/**
 * An answer with all forms in which it is sent, each made once, when it is first asked for. A stale form is the same with the
 * one word of its freshness swapped: the first such word in the bytes is ours, whatever readers and staff have written.
 */
export class Entry {
  readonly answer: Answer;
  /** Whether there is anything to gain by an encoding. */
  readonly isCompressible: boolean;
  /** When it first was no longer of the present, on a clock that never jumps; null: it is. */
  outdatedAtMs: number | null = null;
  readonly #variants = new Map<string, Variant | Promise<Variant>>();

  /** `brotli`: the body in that encoding, where somebody has made it already. */
  constructor(answer: Answer, brotli: Buffer | null = null) {
    this.answer = answer;
    if (brotli !== null) this.#variants.set("br false", variantOf(brotli));
    const type = answer.headers["content-type"] ?? "";
    this.isCompressible = answer.body.length >= COMPRESSED_FROM_BYTES && compressible.test(type);
  }

  /** The body as it came, or with its freshness swapped. */
  bytes(isStale: boolean): Buffer {
    return isStale ? markStale(this.answer.body) : this.answer.body;
  }

  /** What it costs to keep, about: the body, and as much again for its other forms. */
  get cost(): number {
    return this.answer.body.length * 2 + 1_000;
  }

  /** At once where it was made before. */
  variant(encoding: Encoding, isStale: boolean): Variant | Promise<Variant> {
    const key = `${encoding} ${isStale}`;
    const known = this.#variants.get(key);
    if (known !== undefined) return known;
    const made = this.#make(encoding, isStale);
    this.#variants.set(key, made);
    made.then(
      (variant) => this.#variants.set(key, variant),
      () => this.#variants.delete(key),
    );
    return made;
  }

  /** Makes the forms that another one has, so that nobody waits for them. */
  async prepareLike(other: Entry): Promise<void> {
    const used = encodings.filter((encoding) => other.#variants.has(`${encoding} false`));
    await Promise.all(used.map((encoding) => this.variant(encoding, false)));
  }

  async #make(encoding: Encoding, isStale: boolean): Promise<Variant> {
    return variantOf(await compress[encoding](this.bytes(isStale)));
  }
}

function variantOf(body: Buffer): Variant {
  return { body, etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"` };
}

const words = ['data-freshness="', '"freshness":"'];

/** A copy with the first word of freshness swapped; bytes without one (a feed) are the same fresh and stale. */
export function markStale(body: Buffer): Buffer {
  return swapFirst(body, "fresh", "stale");
}

/** Undoes `markStale`. Of bytes that `markStale` left alone it may make others. */
export function markFresh(body: Buffer): Buffer {
  return swapFirst(body, "stale", "fresh");
}

function swapFirst(body: Buffer, from: string, to: string): Buffer {
  for (const word of words) {
    const at = body.indexOf(`${word}${from}"`);
    if (at === -1) continue;
    const copy = Buffer.from(body);
    copy.write(to, at + word.length);
    return copy;
  }
  return body;
}
