import type { Socket } from "node:net";
import { connect } from "node:net";
import { Answers, requestOf } from "@/tests/bench/answers";
import { cpuSecondsOf } from "@/tests/bench/machine";
import { askedOf, tell } from "@/tests/bench/role";

const WARM_UP_MS = 300;

const { door, path, headers, seconds, connections, pid } = askedOf("load");
const request = requestOf(path, headers);
let answered = 0;
let failed = 0;

/** Asks again as soon as an answer is there. Resolves with the first one. */
function openOne(): Promise<void> {
  const answers = new Answers();
  return new Promise((resolve) => {
    const socket: Socket = connect({
      host: "127.0.0.1",
      noDelay: true,
      ...door,
      onread: {
        buffer: Buffer.allocUnsafe(64 * 1_024),
        callback: (length, buffer): boolean => {
          const status = answers.take(Buffer.from(buffer.buffer, buffer.byteOffset, length));
          if (status === null) return true;
          if (status === 200) answered += 1;
          else failed += 1;
          resolve();
          socket.write(request);
          return true;
        },
      },
    });
    socket.on("error", () => {
      failed += 1;
    });
    socket.write(request);
  });
}

// What is asked for the first time may have to be made first.
await openOne();
for (let connection = 1; connection < connections; connection += 1) void openOne();
setTimeout(() => {
  const before = { answered, failed, cpuSeconds: cpuSecondsOf(pid), atMs: performance.now() };
  setTimeout(() => {
    const cpuSeconds = cpuSecondsOf(pid);
    tell("load", {
      answered: answered - before.answered,
      failed,
      seconds: (performance.now() - before.atMs) / 1_000,
      cpuSeconds: cpuSeconds === null || before.cpuSeconds === null ? null : cpuSeconds - before.cpuSeconds,
    });
  }, seconds * 1_000);
}, WARM_UP_MS);
