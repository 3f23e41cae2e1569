// Run as a process of its own: records events without end on the database named by its argument, several requests at a
// time, and prints the number of each request once it is acknowledged.
import { openContext } from "@/server/context";
import { parseSettings } from "@/server/env";
import { recordEvents } from "@/server/events";
import { batchOf } from "./event-batches";

const context = openContext(parseSettings({ DATABASE_URL: process.argv[2], LOG_LEVEL: "silent" }));
const sender = { kind: "token", name: "writer", scopes: ["events:write"], networks: null } as const;
let next = 0;

async function write(): Promise<never> {
  for (;;) {
    const number = next++;
    const { accepted, rejected } = await recordEvents(context, sender, batchOf(number));
    if (rejected.length > 0) throw new Error(JSON.stringify(rejected[0]));
    process.stdout.write(`${number} ${accepted}\n`);
  }
}

await Promise.all([write(), write(), write()]);
