import type { IncomingMessage, ServerResponse } from "node:http";
import { LRUCache } from "lru-cache";
import Negotiator from "negotiator";
import type { Encoding, Entry, Variant } from "@/front/memory/entry";
import { encodings } from "@/front/memory/entry";

/** Browsers send a handful of forms of Accept-Encoding; a reader who makes up others fills nothing. */
const REMEMBERED_LENGTH = 200;
const negotiated = new LRUCache<string, Encoding>({ max: 500 });
/** The heads of answers, worked out once for each form. */
const heads = new WeakMap<Variant, Head>();

/** Of what readers like equally, the preferred one; its types do not know of that yet. */
interface Chooser {
  encodings(available: readonly string[], options: { readonly preferred: readonly string[] }): string[];
}

interface Head {
  readonly whole: string[];
  readonly unchanged: string[];
}

/**
 * Sends an entry in the form that the reader takes best: whole, its head alone (HEAD), or 304 where they have it already.
 * `common` are headers that every answer bears.
 */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  entry: Entry,
  isStale: boolean,
  common: Readonly<Record<string, string>>,
): Promise<void> {
  const encoding = entry.isCompressible ? encodingOf(request.headers["accept-encoding"]) : "identity";
  const made = entry.variant(encoding, isStale);
  const variant = made instanceof Promise ? await made : made;
  let head = heads.get(variant);
  if (head === undefined) {
    head = headOf(entry, encoding, variant, common);
    heads.set(variant, head);
  }
  const { status } = entry.answer;
  if (status === 200 && names(request.headers["if-none-match"], variant.etag)) {
    response.writeHead(304, head.unchanged).end();
    return;
  }
  response.writeHead(status, head.whole);
  response.end(request.method === "HEAD" ? undefined : variant.body);
}

function headOf(
  entry: Entry,
  encoding: Encoding,
  { body, etag }: Variant,
  common: Readonly<Record<string, string>>,
): Head {
  const vary = [entry.isCompressible ? "Accept-Encoding" : [], common.vary ?? []].flat().join(", ");
  const unchanged = { ...common, ...entry.answer.headers, etag, ...(vary === "" ? {} : { vary }) };
  const whole = {
    ...unchanged,
    ...(encoding === "identity" ? {} : { "content-encoding": encoding }),
    "content-length": String(body.length),
  };
  return { whole: Object.entries(whole).flat(), unchanged: Object.entries(unchanged).flat() };
}

function encodingOf(accepted: string | undefined): Encoding {
  if (accepted === undefined) return "identity";
  const known = negotiated.get(accepted);
  if (known !== undefined) return known;
  const negotiator: Chooser = new Negotiator({ headers: { "accept-encoding": accepted } });
  const [taken] = negotiator.encodings(encodings, { preferred: encodings });
  const encoding = encodings.find((name) => name === taken) ?? "identity";
  if (accepted.length <= REMEMBERED_LENGTH) negotiated.set(accepted, encoding);
  return encoding;
}

/** Whether If-None-Match names the ETag. It compares weakly: a proxy that compresses weakens an ETag. */
function names(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.trim() === "*" || (ifNoneMatch.match(/"[^"]*"/g)?.includes(etag) ?? false);
}
