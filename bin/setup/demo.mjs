import { readFileSync, rmSync } from "node:fs";

const STORY = "content/replay/2014-outlook.json";
const DATA_DIR = "data/demo";

/**
 * Gives the demo a database of its own, new each time, on loopback, on a clock that begins where the story does; whatever
 * the environment or `.env` says of the real one. Returns what the demo is to be told: where its page is.
 */
export function prepareDemo() {
  rmSync(DATA_DIR, { recursive: true, force: true });
  const { networks, page, timezone } = JSON.parse(readFileSync(STORY, "utf8"));
  const port = process.env.PORT || "3000";
  const url = `http://localhost:${port}`;
  Object.assign(process.env, {
    HOST: "127.0.0.1",
    PORT: port,
    PUBLIC_URL: url,
    DATA_DIR,
    DATABASE_URL: `file:${DATA_DIR}/vigie.db`,
    TIME_ZONE: timezone,
    PAGE_NAME: page[process.env.LOCALE] ?? page.en,
    REPLAY_FROM: networks.map((network) => network.since).sort()[0],
  });
  return ["--url", url, "--story", STORY];
}
