import type { BodyOf } from "@/domain/contract/operation";
import { Problem } from "@/server/problem";

const DISCARDED_BYTES = 64 * 1_024 * 1_024;

interface ReceivedBody {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What the JSON says; for lines of JSON, the array of them; null for an image, which is its bytes. */
  readonly value: unknown;
}

/**
 * Reads a body, as JSON unless it is an image. Throws 415 `unsupported_media_type` for another media type, charset or coding,
 * 413 `too_large` as soon as the limit is passed, 400 `malformed` where it is no UTF-8 or no JSON.
 */
export async function readBody(
  request: Request,
  { limitBytes, mediaTypes }: Pick<BodyOf<never>, "limitBytes" | "mediaTypes">,
): Promise<ReceivedBody> {
  const mediaType = mediaTypeOf(request.headers);
  if (!mediaTypes.some((allowed) => allowed === mediaType)) {
    throw new Problem(415, "unsupported_media_type", `Send ${mediaTypes.join(" or ")}, in UTF-8 and not compressed.`);
  }
  const bytes = await readBytes(request, limitBytes);
  if (mediaType?.startsWith("image/")) return { bytes, value: null };
  const text = decode(bytes);
  return { bytes, value: mediaType === "application/x-ndjson" ? parseLines(text) : parseJson(text, "The body") };
}

/**
 * The bytes of a form as a page sends it, at most `limitBytes`. Throws 415 `unsupported_media_type`, 413 `too_large`.
 */
export async function readForm(request: Request, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (mediaTypeOf(request.headers) === "application/x-www-form-urlencoded") return readBytes(request, limitBytes);
  throw new Problem(415, "unsupported_media_type", "Send application/x-www-form-urlencoded, in UTF-8.");
}

/** The media type in lower case; null where a parameter or coding makes it one that is not read. */
function mediaTypeOf(headers: Headers): string | null {
  const [type = "", ...parameters] = (headers.get("content-type") ?? "").toLowerCase().split(";");
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith("charset="));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  const coding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  return isUtf8 && coding === "identity" ? type.trim() : null;
}

async function readBytes(request: Request, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new Problem(413, "too_large", `At most ${limitBytes} bytes here. Send less at a time.`);
  if (Number(request.headers.get("content-length")) > limitBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of piecesOf(request)) {
    length += chunk.byteLength;
    if (length > limitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** The body piece by piece. Who stops early leaves the rest unread; the lock is given back, so that it can be discarded. */
async function* piecesOf(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const piece = await reader.read().catch(() => {
        throw new Problem(400, "malformed", "The body broke off.");
      });
      if (piece.done) return;
      yield piece.value;
    }
  } finally {
    reader.releaseLock();
  }
}

/**
 * Reads what is left of a refused body and throws it away, so that the caller, who may still be sending, gets the answer
 * and can use the connection again. Never throws; a body without end loses its connection.
 */
export async function discardBody(request: Request): Promise<void> {
  if (request.body === null || request.body.locked) return;
  let length = 0;
  try {
    for await (const chunk of piecesOf(request)) {
      length += chunk.byteLength;
      if (length > DISCARDED_BYTES) break;
    }
    if (length > DISCARDED_BYTES) await request.body.cancel();
  } catch {
    // The caller is gone: there is nobody left to answer.
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(400, "malformed", "The body is not valid UTF-8.");
  }
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : "";
    throw new Problem(400, "malformed", `${what} is not valid JSON: ${why}`);
  }
}

function parseLines(text: string): unknown[] {
  const values: unknown[] = [];
  let number = 0;
  for (const line of text.split("\n")) {
    number += 1;
    if (line.trim() !== "") values.push(parseJson(line, `Line ${number}`));
  }
  return values;
}
