import { once } from "node:events";
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { get } from "node:http";

/** An event of the stream, as it arrived. */
export interface StreamFrame {
  readonly event: string;
  readonly id: string;
  readonly data: string;
  /** On this process's clock that never jumps. */
  readonly atMs: number;
}

/** Somebody who reads the stream. */
export interface StreamReader {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly frames: readonly StreamFrame[];
  readonly comments: number;
  /** Whether the server has ended the stream, or broken it off. */
  readonly isOver: boolean;
  /** The whole body where it is no stream. */
  text(): Promise<string>;
  /** The first frame that has come or comes and of which `is` holds. Rejects where it does not come in time. */
  find(is: (frame: StreamFrame) => boolean, withinMs?: number): Promise<StreamFrame>;
  close(): void;
}

interface Asked {
  readonly headers?: OutgoingHttpHeaders;
}

/** Opens a stream and reads all that comes. Resolves once the head of the answer is there. */
export async function readStream(url: string, { headers = {} }: Asked = {}): Promise<StreamReader> {
  const [request, answer] = await ask(url, headers);
  const frames: StreamFrame[] = [];
  const watchers = new Set<() => void>();
  let [comments, rest, last, whole, isOver] = [0, "", "", "", false];
  answer.setEncoding("utf8");
  answer.on("data", (chunk: string) => {
    if (answer.statusCode !== 200) whole += chunk;
    const mayEnd = (last + chunk).includes("\n\n");
    last = chunk.slice(-1);
    rest += chunk;
    if (!mayEnd) return;
    const blocks = rest.split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      if (block.startsWith(":")) comments += 1;
      const frame = frameOf(block);
      if (frame !== null) frames.push(frame);
    }
    for (const look of watchers) look();
  });
  answer.on("error", () => undefined);
  const closed = new Promise((resolve) => answer.once("close", resolve)).then(() => {
    isOver = true;
    for (const look of watchers) look();
  });
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    frames,
    get comments() {
      return comments;
    },
    get isOver() {
      return isOver;
    },
    async text() {
      await closed;
      return whole;
    },
    find(is, withinMs = 20_000) {
      return new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          clearTimeout(limit);
          watchers.delete(look);
          settle();
        };
        const said = () =>
          new Error(`No such frame among ${frames.length}${isOver ? ", and the stream is over" : ""}.`);
        const limit = setTimeout(() => end(() => reject(said())), withinMs);
        const look = () => {
          const found = frames.find(is);
          if (found !== undefined) end(() => resolve(found));
          else if (isOver) end(() => reject(said()));
        };
        watchers.add(look);
        look();
      });
    },
    close: () => request.destroy(),
  };
}

/** Opens `count` streams, some at once, whose bytes are taken and not looked at. Rejects where one is refused. */
export async function attachStreams(url: string, count: number): Promise<{ close(): void }> {
  const AT_ONCE = 100;
  const requests: ClientRequest[] = [];
  const open = async () => {
    const [request, answer] = await ask(url, {});
    requests.push(request);
    answer.on("error", () => undefined).resume();
    if (answer.statusCode !== 200) throw new Error(`A stream was answered by ${answer.statusCode}.`);
  };
  const close = () => {
    for (const request of requests) request.destroy();
  };
  try {
    while (requests.length < count) {
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - requests.length) }, open));
    }
  } catch (error) {
    close();
    throw error;
  }
  return { close };
}

async function ask(url: string, headers: OutgoingHttpHeaders): Promise<[ClientRequest, IncomingMessage]> {
  const request = get(url, { agent: false, headers });
  const [answer]: IncomingMessage[] = await once(request, "response");
  if (answer === undefined) throw new Error("No answer.");
  request.on("error", () => undefined);
  return [request, answer];
}

function frameOf(block: string): StreamFrame | null {
  const fields = new Map(
    block
      .split("\n")
      .filter((line) => !line.startsWith(":"))
      .map((line) => {
        const [name = "", ...value] = line.split(": ");
        return [name, value.join(": ")];
      }),
  );
  const data = fields.get("data");
  if (data === undefined) return null;
  return { event: fields.get("event") ?? "message", id: fields.get("id") ?? "", data, atMs: performance.now() };
}
