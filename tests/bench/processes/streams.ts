import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { requestOf } from "@/tests/bench/answers";
import { askedOf, tell } from "@/tests/bench/role";

/** A few at once: what is measured is how they are held, not how fast they come. */
const AT_ONCE = 100;
const OPENED_WITHIN_MS = 10_000;

const { port, count } = askedOf("streams");
const request = requestOf("/api/v1/stream", { Host: `127.0.0.1:${port}`, Accept: "text/event-stream" });
const bin = Buffer.allocUnsafe(64 * 1_024);
let open = 0;
let refused = 0;

for (let begun = 0; begun < count; begun += AT_ONCE) {
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - begun) }, openOne));
}
tell("streams", { open, refused });

/** Reads as fast as bytes come, and drops them. */
async function openOne(): Promise<void> {
  const opened = new Promise<boolean>((resolve) => {
    const socket = connect({
      host: "127.0.0.1",
      port,
      onread: {
        buffer: bin,
        callback: (length, buffer) => {
          resolve(Buffer.from(buffer.buffer, buffer.byteOffset, length).toString("latin1", 0, 12) === "HTTP/1.1 200");
          return true;
        },
      },
    });
    socket.on("error", () => resolve(false));
    socket.write(request);
  });
  const limit = new AbortController();
  const tooLate = sleep(OPENED_WITHIN_MS, false, { signal: limit.signal }).catch(() => false);
  if (await Promise.race([opened, tooLate])) open += 1;
  else refused += 1;
  limit.abort();
}
