import type { ServerResponse } from "node:http";
import { z } from "zod";
import { clientOf } from "@/domain/client";
import { REPEATED_AFTER_MS } from "@/domain/stream";
import { unanswered } from "@/front/unavailable";
import { Problem } from "@/server/problem";

interface Options {
  /** Streams in all, and for one client. */
  readonly max: number;
  readonly maxPerClient: number;
  /** Waits until there is a status to tell (language null: as the API answers without one). Rejects where there is none. */
  readonly prepare: (lang: string | null) => Promise<unknown>;
  /** The bytes of the status as anybody would read them now; null: there are none. */
  readonly read: (lang: string | null) => Buffer | null;
  /** Told of each version before readers are, who may then ask for more of it. */
  readonly onVersion: (version: number) => void;
}

/** At most five frames a second, the latest wins. */
const BETWEEN_FRAMES_MS = 200;
const COMMENT_EVERY_MS = 15_000;
/** A reader who has not taken a frame within this reads no more. */
const PATIENCE_MS = 30_000;
/** For readers who do not decide on it themselves. */
const COME_AGAIN_AFTER_MS = 3_000;
const FULL_RETRY_SECONDS = 30;

export const streamHeaders = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store",
  // nginx would hold frames back.
  "X-Accel-Buffering": "no",
};

interface Reader {
  readonly response: ServerResponse;
  /** The last frame that they were sent. */
  sent: Buffer | null;
  /** Since when they have been taking it; null: they have it. */
  takingSinceMs: number | null;
}

/** Everyone who reads in one language: a frame is made once for all of them. */
interface Channel {
  readonly readers: Set<Reader>;
  bytes: Buffer | null;
  frame: Buffer | null;
  sentAtMs: number;
  timer: NodeJS.Timeout | null;
}

const Told = z.object({ version: z.int() });

/**
 * The live stream: server-sent events (WHATWG HTML, 9.2), `event: status`, `id:` the version, `data:` the bytes of the status.
 * Slow readers miss frames instead of filling memory: no more than one waits for each.
 */
export class Stream {
  readonly #options: Options;
  readonly #channels = new Map<string | null, Channel>();
  readonly #perClient = new Map<string, number>();
  readonly #comments: NodeJS.Timeout;
  #count = 0;
  #hasEnded = false;

  constructor(options: Options) {
    this.#options = options;
    this.#comments = setInterval(() => this.#comment(), COMMENT_EVERY_MS);
  }

  /** Languages in which somebody reads. */
  get languages(): (string | null)[] {
    return [...this.#channels.keys()];
  }

  get count(): number {
    return this.#count;
  }

  /**
   * Sends to a reader from now on, the status as it is first. Rejects with 503 `too_many_streams` where they, whose address is
   * given, or all together, have as many streams as they may, and as `prepare` does; nothing was sent then.
   */
  async open(lang: string | null, address: string, response: ServerResponse): Promise<void> {
    const leave = this.#enter(clientOf(address));
    response.once("close", leave);
    try {
      await this.#options.prepare(lang);
      if (this.#hasEnded || this.#options.read(lang) === null) throw unanswered();
    } catch (error) {
      leave();
      throw error;
    }
    // Who went away before has closed it already.
    if (response.destroyed) return leave();
    const channel = this.#channelOf(lang);
    const reader: Reader = { response, sent: null, takingSinceMs: null };
    response.once("close", () => {
      channel.readers.delete(reader);
      if (channel.readers.size === 0) this.#close(lang, channel);
    });
    response.writeHead(200, streamHeaders);
    response.write(`retry: ${COME_AGAIN_AFTER_MS}\n\n`);
    this.refresh(lang);
    channel.readers.add(reader);
    offer(reader, channel);
  }

  /** Sends the status in a language to all who read it, where it has changed, or was not told for half a minute. */
  refresh(lang: string | null): void {
    const channel = this.#channels.get(lang);
    const bytes = this.#options.read(lang);
    if (channel === undefined || bytes === null) return;
    const waitMs = channel.sentAtMs - performance.now();
    if (waitMs > -REPEATED_AFTER_MS && channel.bytes?.equals(bytes)) return;
    const { version } = Told.parse(JSON.parse(bytes.toString()));
    this.#options.onVersion(version);
    channel.bytes = bytes;
    channel.frame = Buffer.concat([Buffer.from(`event: status\nid: ${version}\ndata: `), bytes, Buffer.from("\n\n")]);
    channel.timer ??= setTimeout(() => broadcast(channel), Math.max(0, waitMs + BETWEEN_FRAMES_MS));
  }

  /** Sends no more of what was told so far in a language, nor what waits for its turn. */
  forget(lang: string | null): void {
    const channel = this.#channels.get(lang);
    if (channel === undefined) return;
    if (channel.timer !== null) clearTimeout(channel.timer);
    channel.timer = null;
    channel.bytes = null;
    channel.frame = null;
  }

  /** Ends all streams, and takes no more: readers come again by themselves, to whoever is there then. */
  end(): void {
    this.#hasEnded = true;
    clearInterval(this.#comments);
    for (const [lang, channel] of this.#channels) {
      for (const { response } of channel.readers) response.end();
      this.#close(lang, channel);
    }
  }

  /** Counts one more stream, and returns what takes it from the count. */
  #enter(client: string): () => void {
    const ofClient = this.#perClient.get(client) ?? 0;
    if (this.#count >= this.#options.max || ofClient >= this.#options.maxPerClient) {
      const headers = { "Retry-After": String(FULL_RETRY_SECONDS) };
      const detail = "No more streams are open to you; ask for the status now and then instead.";
      throw new Problem(503, "too_many_streams", detail, { headers });
    }
    this.#count += 1;
    this.#perClient.set(client, ofClient + 1);
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      this.#count -= 1;
      const left = (this.#perClient.get(client) ?? 1) - 1;
      if (left > 0) this.#perClient.set(client, left);
      else this.#perClient.delete(client);
    };
  }

  #channelOf(lang: string | null): Channel {
    const known = this.#channels.get(lang);
    if (known !== undefined) return known;
    const channel = { readers: new Set<Reader>(), bytes: null, frame: null, sentAtMs: 0, timer: null };
    this.#channels.set(lang, channel);
    return channel;
  }

  #close(lang: string | null, channel: Channel): void {
    if (channel.timer !== null) clearTimeout(channel.timer);
    if (this.#channels.get(lang) === channel) this.#channels.delete(lang);
  }

  #comment(): void {
    const longAgoMs = performance.now() - PATIENCE_MS;
    for (const { readers } of this.#channels.values()) {
      for (const { response, takingSinceMs } of readers) {
        if (takingSinceMs === null) response.write(":\n\n");
        else if (takingSinceMs < longAgoMs) response.destroy();
      }
    }
  }
}

function broadcast(channel: Channel): void {
  channel.timer = null;
  channel.sentAtMs = performance.now();
  for (const reader of channel.readers) offer(reader, channel);
}

/** Sends the latest frame to a reader who has taken the one before; else once they have. */
function offer(reader: Reader, channel: Channel): void {
  const { frame } = channel;
  if (frame === null || frame === reader.sent || reader.takingSinceMs !== null || reader.response.writableEnded) return;
  reader.sent = frame;
  reader.takingSinceMs = performance.now();
  reader.response.write(frame, (error) => {
    if (error) return;
    reader.takingSinceMs = null;
    offer(reader, channel);
  });
}
