const HEAD_ENDS = "\r\n\r\n";
const LAST_CHUNK = Buffer.from("\r\n0\r\n\r\n");

/**
 * Counts the answers on one connection whose requests wait for each other, at a fraction of what a whole HTTP client costs: so
 * one core asks more than another answers. Reads the status and the framing of each, nothing else.
 */
export class Answers {
  #head = "";
  /** Of the body; null: the head is not there yet, Infinity: until the last chunk. */
  #missing: number | null = null;
  #tail = Buffer.alloc(0);

  /** Takes bytes as they came; answers the status once the answer is whole, else null. */
  take(bytes: Buffer): number | null {
    let body = bytes;
    if (this.#missing === null) {
      const before = this.#head.length;
      this.#head += bytes.toString("latin1");
      const end = this.#head.indexOf(HEAD_ENDS);
      if (end === -1) return null;
      body = bytes.subarray(end + HEAD_ENDS.length - before);
      this.#head = this.#head.slice(0, end);
      const length = /\r\ncontent-length: *(\d+)/i.exec(this.#head)?.[1];
      this.#missing = length === undefined ? Number.POSITIVE_INFINITY : Number(length);
    }
    return this.#isWhole(body) ? this.#next() : null;
  }

  #isWhole(body: Buffer): boolean {
    const missing = this.#missing ?? 0;
    if (missing !== Number.POSITIVE_INFINITY) {
      this.#missing = missing - body.length;
      if (this.#missing < 0) throw new Error("More bytes came than were announced.");
      return this.#missing === 0;
    }
    this.#tail = Buffer.concat([this.#tail, body.subarray(-LAST_CHUNK.length)]).subarray(-LAST_CHUNK.length);
    return this.#tail.equals(LAST_CHUNK);
  }

  #next(): number {
    const status = Number(this.#head.slice(9, 12));
    this.#head = "";
    this.#missing = null;
    this.#tail = Buffer.alloc(0);
    return status;
  }
}

/** The bytes of a GET. */
export function requestOf(path: string, headers: Readonly<Record<string, string>>): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
}
