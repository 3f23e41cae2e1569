import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { SetupError } from "./run.mjs";

const STORY = "content/replay/2014-outlook.json";

/**
 * Gives the demo a database of its own, new each time, on loopback, on a clock that begins where the story does; whatever
 * the environment or `.env` says of the real one. Another demo that is running keeps its own: it has the port, and its
 * folder bears the port's name. Returns what the demo is to be told: where its page is.
 */
export async function prepareDemo() {
  const { networks, page, timezone } = JSON.parse(readFileSync(STORY, "utf8"));
  const port = process.env.PORT || "3000";
  await requireFree(port);
  const folder = `data/demo-${port}`;
  rmSync(folder, { recursive: true, force: true });
  const url = `http://localhost:${port}`;
  Object.assign(process.env, {
    HOST: "127.0.0.1",
    PORT: port,
    PUBLIC_URL: url,
    DATA_DIR: folder,
    DATABASE_URL: `file:${folder}/vigie.db`,
    TIME_ZONE: timezone,
    PAGE_NAME: page[process.env.LOCALE] ?? page.en,
    REPLAY_FROM: networks.map((network) => network.since).sort()[0],
  });
  return ["--url", url, "--story", STORY];
}

async function requireFree(port) {
  const server = createServer();
  try {
    await once(server.listen(Number(port), "127.0.0.1"), "listening");
  } catch {
    throw new SetupError(
      `Port ${port} cannot be listened on: is a demo running? Stop it, or take another: PORT=3001 npm run demo`,
    );
  }
  await new Promise((resolve) => server.close(resolve));
}
