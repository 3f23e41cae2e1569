import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** What we send, the one that we like best first. */
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
/** Objects and strings around the bytes of an entry, and of each form: their heads among them. */
const OVERHEAD_BYTES = 2_000;

interface EntryOptions {
  readonly onGrown?: () => void;
  readonly brotli?: Buffer | null;
}

/** An answer with all forms in which it is sent, each made once, when it is first asked for. */
export class Entry {
  readonly answer: Answer;
  /** Whether there is anything to gain by an encoding. */
  readonly isCompressible: boolean;
  /** Whether people look at it. */
  readonly isPage: boolean;
  /** When it first was no longer of the present, on a clock that never jumps; null: it is. */
  outdatedAtMs: number | null = null;
  readonly #onGrown: () => void;
  readonly #variants = new Map<string, Variant | Promise<Variant>>();
  #cost: number;

  /** `onGrown` is called whenever `cost` has become more. `brotli`: the body in that encoding, where it was made already. */
  constructor(answer: Answer, { onGrown = () => undefined, brotli = null }: EntryOptions = {}) {
    this.answer = answer;
    const type = answer.headers["content-type"] ?? "";
    this.isPage = type.startsWith("text/html");
    this.isCompressible = answer.body.length >= COMPRESSED_FROM_BYTES && compressible.test(type);
    this.#onGrown = onGrown;
    this.#cost = answer.body.length + JSON.stringify(answer.headers).length + OVERHEAD_BYTES;
    if (brotli !== null) this.#keep("br false", variantOf(brotli));
  }

  /** The body as it came, or with its freshness swapped. */
  bytes(isStale: boolean): Buffer {
    return isStale ? markStale(this.answer) : this.answer.body;
  }

  /** The bytes that it takes in memory, with the forms that were made so far. */
  get cost(): number {
    return this.#cost;
  }

  /** At once where it was made before. */
  variant(encoding: Encoding, isStale: boolean): Variant | Promise<Variant> {
    const key = `${encoding} ${isStale}`;
    const known = this.#variants.get(key);
    if (known !== undefined) return known;
    const made = this.#make(encoding, isStale);
    this.#variants.set(key, made);
    made.then(
      (variant) => this.#keep(key, variant),
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
    return variantOf(exactly(await compress[encoding](this.bytes(isStale))));
  }

  #keep(key: string, variant: Variant): void {
    this.#variants.set(key, variant);
    this.#cost += OVERHEAD_BYTES + (variant.body === this.answer.body ? 0 : variant.body.length);
    this.#onGrown();
  }
}

/** What compresses hands out a part of a larger buffer, which would be kept whole. */
function exactly(body: Buffer): Buffer {
  if (body.buffer.byteLength === body.length) return body;
  const copy = Buffer.allocUnsafeSlow(body.length);
  body.copy(copy);
  return copy;
}

function variantOf(body: Buffer): Variant {
  return { body, etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"` };
}

/** By media type, the first words of an answer about its freshness: no text of staff or readers comes before. */
const freshness = [
  [/^text\/html\b/, 'data-freshness="'],
  [/^application\/json\b/, '"freshness":"'],
] as const;

/** The body with its word of freshness swapped; one that has none (a feed) is the same fresh and stale. */
export function markStale(answer: Pick<Answer, "headers" | "body">): Buffer {
  return swapped(answer, "fresh", "stale");
}

/** Undoes `markStale`. Of bytes that `markStale` left alone it may make others. */
export function markFresh(answer: Pick<Answer, "headers" | "body">): Buffer {
  return swapped(answer, "stale", "fresh");
}

function swapped({ headers, body }: Pick<Answer, "headers" | "body">, from: string, to: string): Buffer {
  const words = freshness.find(([type]) => type.test(headers["content-type"] ?? ""))?.[1];
  const at = words === undefined ? -1 : body.indexOf(`${words}${from}"`);
  if (words === undefined || at === -1) return body;
  const copy = Buffer.from(body);
  copy.write(to, at + words.length);
  return copy;
}
