import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiClient } from "@/bin/replay/api-client";
import { play } from "@/bin/replay/player";
import type { Script } from "@/bin/replay/script";
import { scriptOf } from "@/bin/replay/script";
import { readStory } from "@/bin/replay/story";
import type { Status } from "@/domain/contract/status";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";

const log = await readStory("content/replay/2014-outlook.json");
/** The probe looks half as often, and is trusted for as many looks: most of the time of a replay goes into them. */
const story = { ...log, heartbeats: { everyMinutes: 60, staleAfterMinutes: 90 } };
const script = scriptOf(story);
const [, blockedAgain = 0] = story.marks;
/** Nothing gets through, and the incident has just been opened. */
const firstWord = Date.parse("2014-06-26T09:30:00+02:00");
const iso = (at: number) => new Date(at).toISOString();

/** What the log says of the main network at an instant: null while its last round is older than it may be. */
function toldHealth(at: number, { acts }: Script): number | null {
  const round = acts.findLast((act) => act.at <= at && act.rounds.includes("main"));
  if (!round || at - round.at >= story.heartbeats.staleAfterMinutes * 60_000) return null;
  return story.health.findLast((figure) => figure.at <= at)?.percent ?? null;
}

describe("the demo's player on a real server", () => {
  let server: RunningServer;
  const stop = new AbortController();
  let playing: Promise<void>;

  const get = async <T>(path: string): Promise<T> => {
    const answer = await fetch(server.url + path);
    expect(answer.status, path).toBe(200);
    return answer.json();
  };
  const steer = async (wanted: Record<string, unknown>) =>
    fetch(`${server.url}/replay`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(wanted),
    });
  /** Wishes to be brought to `at`, and looks at the page all the way. */
  const goTo = async (at: number, look: (status: Status) => void) => {
    await steer({ goTo: iso(at), paused: false });
    for (;;) {
      const { goTo: left } = await get<{ goTo: string | null }>("/replay");
      if (left === null) break;
      look(await get<Status>("/api/v1/status"));
      await sleep(100);
    }
    await steer({ paused: true });
  };

  beforeAll(async () => {
    server = await startServer({
      replayFrom: iso(script.from),
      env: { TIME_ZONE: story.timezone, REPLAY_SPEED: "1" },
    });
    const api = apiClient(server.url, await server.token("admin"));
    playing = play(api, { story, script, speed: 1 }, () => {}, stop.signal);
  });

  afterAll(async () => {
    stop.abort();
    await playing;
    await server.stop();
  });

  it("waits until somebody opens the page, the first facts already there", async () => {
    const paused = async () => (await get<{ paused: boolean }>("/replay")).paused;
    await expect
      .poll(async () => (await get<Status>("/api/v1/status")).networks[0]?.health, { timeout: 10_000 })
      .toBe(100);
    expect(await paused()).toBe(true);
    expect((await fetch(server.url)).status).toBe(200);
    await expect.poll(paused, { timeout: 10_000 }).toBe(false);
  });

  it("shows at every moment what the log says of that moment, and nothing else", { timeout: 300_000 }, async () => {
    const wrong: string[] = [];
    let looks = 0;
    await goTo(blockedAgain, (status) => {
      const main = status.networks.find((network) => network.slug === "main");
      if (!main) return;
      looks += 1;
      const told = toldHealth(Date.parse(status.asOf), script);
      if (main.health !== told) wrong.push(`${status.asOf}: ${main.health}, but the log says ${told}`);
    });
    expect(wrong).toEqual([]);
    expect(looks).toBeGreaterThan(10);
  });

  it("leaves behind every figure and every update so far, dated as the log has them", async () => {
    for (const figure of story.health.filter(({ at }) => at <= blockedAgain)) {
      const { health } = await get<{ health: number }>(`/api/v1/networks/main/health?at=${iso(figure.at)}`);
      expect(health, iso(figure.at)).toBe(figure.percent);
    }
    const { updates } = await get<{ updates: { postedAt: string; at: string }[] }>(
      "/api/v1/incidents/mail-to-outlook-com-and-hotmail-refused",
    );
    const told = story.updates.filter(({ at }) => at <= blockedAgain).map(({ at }) => iso(at));
    expect(updates.map(({ at }) => at)).toEqual(told.toReversed());
    expect(updates.map(({ postedAt }) => postedAt)).toEqual(told.toReversed());
  });

  it("brings a visitor back to a day, with nothing of what came later", { timeout: 300_000 }, async () => {
    await goTo(firstWord, () => {});
    const status = await get<Status>("/api/v1/status");
    expect(status.networks[0]).toMatchObject({ slug: "main", health: 0, blocked: 100, idle: 4, idleBlocked: 1 });
    const { items } = await get<{ items: { at: string }[] }>("/api/v1/timeline?limit=1000");
    expect(items.length).toBeGreaterThan(0);
    expect(items.every((item) => Date.parse(item.at) <= Date.parse(status.asOf))).toBe(true);
    expect(status.incidents).toMatchObject([{ latestUpdate: { postedAt: "2014-06-26T07:00:00.000Z" } }]);
  });
});
