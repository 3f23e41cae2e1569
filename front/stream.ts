import type { ServerResponse } from "node:http";
import { Problem } from "@/server/problem";

/** The bytes of the status, and the version that they tell. */
export interface Frame {
  readonly version: number;
  readonly bytes: Buffer;
}

interface Options {
  /** Streams in all, and for one client. */
  readonly max: number;
  readonly maxPerClient: number;
  /** Asks for a frame in a language (null: as the API answers without one): `tell` is to be called with it. */
  readonly need: (lang: string | null) => void;
}

/** At most five frames a second, the latest wins. */
const BETWEEN_FRAMES_MS = 200;
const COMMENT_EVERY_MS = 15_000;
/** A reader who is this far behind at the next comment reads no more. */
const BACKLOG_BYTES = 256 * 1_024;

interface Reader {
  readonly response: ServerResponse;
  readonly client: string;
  /** Whether they missed a frame; the next one that they can take is the latest. */
  isBehind: boolean;
}

/** Everyone who reads in one language: a frame is made once for all of them. */
interface Channel {
  readonly readers: Set<Reader>;
  version: number;
  frame: Buffer | null;
  sentAtMs: number;
  timer: NodeJS.Timeout | null;
}

/**
 * The live stream: server-sent events (WHATWG HTML, 9.2), `event: status`, `id:` the version, `data:` the bytes of the status.
 * Slow readers miss frames instead of filling memory.
 */
export class Stream {
  readonly #options: Options;
  readonly #channels = new Map<string | null, Channel>();
  readonly #perClient = new Map<string, number>();
  readonly #comments: NodeJS.Timeout;
  #count = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#comments = setInterval(() => this.#comment(), COMMENT_EVERY_MS);
  }

  /** Languages in which somebody reads. */
  get languages(): (string | null)[] {
    return [...this.#channels].filter(([, { readers }]) => readers.size > 0).map(([lang]) => lang);
  }

  get count(): number {
    return this.#count;
  }

  /** Begins to send to a reader. Throws 503 `too_many_streams` where they, or all together, have as many as they may. */
  open(lang: string | null, client: string, response: ServerResponse): void {
    const ofClient = this.#perClient.get(client) ?? 0;
    if (this.#count >= this.#options.max || ofClient >= this.#options.maxPerClient) {
      const headers = { "Retry-After": "30", "Access-Control-Allow-Origin": "*" };
      throw new Problem(503, "too_many_streams", "No more streams are open to you; ask for the status instead.", {
        headers,
      });
    }
    const channel = this.#channels.get(lang) ?? {
      readers: new Set(),
      version: -1,
      frame: null,
      sentAtMs: 0,
      timer: null,
    };
    this.#channels.set(lang, channel);
    const reader: Reader = { response, client, isBehind: false };
    channel.readers.add(reader);
    this.#count += 1;
    this.#perClient.set(client, ofClient + 1);
    response.writeHead(200, {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store",
      // nginx would hold frames back.
      "X-Accel-Buffering": "no",
      "Access-Control-Allow-Origin": "*",
    });
    response.on("close", () => this.#leave(channel, reader));
    response.on("drain", () => {
      if (reader.isBehind) send(reader, channel.frame);
    });
    response.write("retry: 2000\n\n");
    send(reader, channel.frame);
    this.#options.need(lang);
  }

  /** Sends the status in a language to all who read it. Bytes that were sent before are not sent again. */
  tell(lang: string | null, { version, bytes }: Frame): void {
    const channel = this.#channels.get(lang);
    if (channel === undefined) return;
    const frame = Buffer.concat([Buffer.from(`event: status\nid: ${version}\ndata: `), bytes, Buffer.from("\n\n")]);
    if (channel.frame?.equals(frame)) return;
    channel.version = version;
    channel.frame = frame;
    const waitMs = channel.sentAtMs + BETWEEN_FRAMES_MS - performance.now();
    if (waitMs <= 0) broadcast(channel);
    else channel.timer ??= setTimeout(() => broadcast(channel), waitMs);
  }

  /** Ends all streams: their readers come again by themselves. */
  end(): void {
    clearInterval(this.#comments);
    for (const { readers, timer } of this.#channels.values()) {
      if (timer !== null) clearTimeout(timer);
      for (const { response } of readers) response.end();
    }
  }

  #comment(): void {
    for (const { readers } of this.#channels.values()) {
      for (const { response } of readers) {
        if (response.writableLength > BACKLOG_BYTES) response.destroy();
        else response.write(":\n\n");
      }
    }
  }

  #leave(channel: Channel, reader: Reader): void {
    if (!channel.readers.delete(reader)) return;
    this.#count -= 1;
    const left = (this.#perClient.get(reader.client) ?? 1) - 1;
    if (left > 0) this.#perClient.set(reader.client, left);
    else this.#perClient.delete(reader.client);
  }
}

function broadcast(channel: Channel): void {
  channel.timer = null;
  channel.sentAtMs = performance.now();
  for (const reader of channel.readers) send(reader, channel.frame);
}

function send(reader: Reader, frame: Buffer | null): void {
  if (frame === null) return;
  reader.isBehind = reader.response.writableLength > 0;
  if (!reader.isBehind) reader.response.write(frame);
}
