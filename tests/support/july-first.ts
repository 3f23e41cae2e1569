import { apiClient } from "@/bin/replay/api-client";
import { addressesOf, scriptOf } from "@/bin/replay/script";
import { readStory } from "@/bin/replay/story";
import type { RunningServer } from "./server";
import { startServer } from "./server";

const BEFORE_THE_BLOCK = "2014-07-01T06:59:00Z";
const LEAP_SPEED = 1e12;

/** The morning of 1 July 2014 on a server of its own: 100 addresses of the main network, all released, nothing open. */
export interface JulyFirst {
  readonly server: RunningServer;
  /** It becomes 09:00, and 40 addresses are refused. */
  block(): Promise<void>;
  /** The clock moves on to an instant of the day, a probe having looked all the while. */
  moveOn(to: string): Promise<void>;
  /** The same, and by then every address is released. */
  releaseAll(at: string): Promise<void>;
}

/** Starts it and tells what came before through the API, as the demo does. */
export async function startJulyFirst(locale: "en" | "fr" = "en"): Promise<JulyFirst> {
  const story = await readStory("content/replay/2014-outlook.json");
  const script = scriptOf(story);
  const server = await startServer({
    replayFrom: BEFORE_THE_BLOCK,
    env: { TIME_ZONE: story.timezone, LOCALE: locale, REPLAY_SPEED: "1" },
  });
  const api = apiClient(server.url, await server.token("admin"));
  await api.replay({ paused: true });
  // The pages of BrightMail of that time stand here as pages of our own: nothing leaves this machine.
  const pages = {
    lookupUrl: `${server.url}/healthz?lookup={ip}`,
    removalUrl: `${server.url}/healthz?removal={ip}`,
  };
  for (const { slug, evidence: _, ...source } of story.sources) {
    await api.send("PUT", `/api/v1/sources/${slug}`, { ...source, ...(source.kind === "filter" ? pages : {}) });
  }
  for (const [position, network] of story.networks.entries()) {
    const { sending, idle } = addressesOf(story, network.slug);
    const since = new Date(network.since).toISOString();
    await api.send("PUT", `/api/v1/networks/${network.slug}`, {
      name: network.name.en,
      lang: "en",
      translations: { fr: { name: network.name.fr } },
      position,
      staleAfterMinutes: story.heartbeats.staleAfterMinutes,
      addresses: [
        ...sending.map((address) => ({ address, since })),
        ...idle.map((address) => ({ address, since, role: "idle" })),
      ],
    });
  }
  const [, blockAt = 0] = story.marks;
  const acts = script.acts.filter(({ at }) => at <= blockAt);
  const events = acts.filter(({ at }) => at < blockAt).flatMap((act) => act.events);
  await api.send("POST", "/api/v1/events", events);
  const look = (at: number, networks: readonly string[]) =>
    api.send("POST", "/api/v1/heartbeats", { probe: "lookout", at: new Date(at).toISOString(), networks });
  for (const { at, rounds } of acts.slice(-20)) if (at < blockAt && rounds.length > 0) await look(at, rounds);

  const slugs = story.networks.map(({ slug }) => slug);
  const standAt = async (until: number) => {
    const instant = new Date(until).toISOString();
    await api.replay({ until: instant, speed: LEAP_SPEED, paused: false });
    while ((await api.replay()).now !== instant);
  };
  const goOn = () => api.replay({ speed: 1, until: null });
  const moveOn = async (to: string, also: readonly object[] = []) => {
    const everyMs = story.heartbeats.everyMinutes * 60_000;
    const now = Date.parse((await api.replay()).now);
    for (let at = Math.ceil(now / everyMs) * everyMs; at < Date.parse(to); at += everyMs) {
      await standAt(at);
      await look(at, slugs);
    }
    await standAt(Date.parse(to));
    if (also.length > 0) await api.send("POST", "/api/v1/events", also);
    await look(Date.parse(to), slugs);
    await goOn();
  };
  const blocked = acts.filter(({ at }) => at === blockAt).flatMap((act) => act.events);
  return {
    server,
    block: () => moveOn(new Date(blockAt).toISOString(), blocked),
    moveOn: (to) => moveOn(to),
    releaseAll: (at) =>
      moveOn(
        at,
        blocked.map(({ address, source }) => ({
          id: `${source}:${address}:${at}`,
          type: "unblock",
          address,
          source,
          at,
        })),
      ),
  };
}
