import { setTimeout as sleep } from "node:timers/promises";
import type { ApiClient, ReplayState } from "./api-client";
import type { Act, Script } from "./script";
import { addressesOf } from "./script";
import type { Story } from "./story";

/** So fast that the clock stands at `until` as soon as it is asked. */
const LEAP_SPEED = 1e12;
const LOOK_EVERY_MS = 250;
/** How long play waits for the page to be opened. */
const PATIENCE_MS = 60_000;
const PROBE = "lookout";

export interface Progress {
  /** 0..1 of the story. */
  readonly share: number;
  readonly now: number;
  readonly leaping: boolean;
}

/**
 * Plays `script` through the public API on the server's replay clock, and goes on watching for a visitor's wishes until
 * `signal` aborts. The clock is never let past an instant whose facts are not acknowledged (`until`), so what the page
 * shows is at every moment what it would have shown. A wish to go back empties the database and leaps there again.
 * `speed` is in seconds of the story per second.
 */
export async function play(
  api: ApiClient,
  { story, script, speed }: { story: Story; script: Script; speed: number },
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<void> {
  const steps = script.acts.flatMap(stepsOf);
  let played = 0;
  let incident: string | null = null;
  let leapTo: number | null = null;
  const rest = (forMs: number) => sleep(forMs, undefined, { signal }).catch(() => undefined);
  const restart = async () => {
    played = 0;
    incident = null;
    await api.replay({ reset: true, until: iso(script.from) });
    await declare(api, story);
  };

  await api.replay({ paused: true, speed, marks: story.marks.map(iso), to: iso(script.to) });
  await restart();
  await playStep();
  for (const deadline = performance.now() + PATIENCE_MS; !signal.aborted && performance.now() < deadline; ) {
    if ((await api.replay()).opened) break;
    await rest(LOOK_EVERY_MS);
  }
  await api.replay({ paused: false });

  while (!signal.aborted) {
    const next = steps[played]?.when ?? script.to;
    if (leapTo !== null && (next > leapTo || played === steps.length)) {
      // Before the clock is let on: at leaping speed it would be at the next instant at once. A newer wish stays. The clock
      // rests where the visitor wished to be, but for the beginning, from where the story is told again.
      const isNewer = (await api.replay()).goTo !== iso(leapTo);
      await api.replay(isNewer ? { speed } : { speed, goTo: null, paused: leapTo > script.from });
      leapTo = null;
    }
    const state = await api.replay({ until: iso(next), speed: leapTo === null ? speed : LEAP_SPEED });
    const now = Date.parse(state.now);
    const goTo = state.goTo === null ? null : Date.parse(state.goTo);
    if (goTo !== null && goTo !== leapTo) {
      if (goTo < now) await restart();
      leapTo = goTo;
      continue;
    }
    onProgress({ share: (now - script.from) / (script.to - script.from), now, leaping: leapTo !== null });
    if (now >= next && played < steps.length) await playStep();
    else await rest(now >= next ? LOOK_EVERY_MS : waitMs(state, next - now));
  }

  async function playStep(): Promise<void> {
    const step = steps[played];
    if (step?.told) await tell(api, step.told);
    for (const update of step?.posted ?? []) incident = await post(api, story, update, incident);
    played += 1;
  }
}

/** What is sent while the clock stands at `when`. */
interface Step {
  readonly when: number;
  readonly told: Act | null;
  readonly posted: Act["updates"];
}

/**
 * Events and rounds are told a millisecond ahead and count from their instant, so that no reader sees the instant without
 * them. What people write cannot be dated ahead.
 */
function stepsOf(act: Act): Step[] {
  const ahead = { when: act.at - 1, told: act, posted: [] };
  return act.updates.length === 0 ? [ahead] : [ahead, { when: act.at, told: null, posted: act.updates }];
}

const iso = (at: number) => new Date(at).toISOString();

const waitMs = (state: ReplayState, remainingMs: number) =>
  state.paused ? LOOK_EVERY_MS : Math.min(LOOK_EVERY_MS, Math.max(1, remainingMs / state.speed));

async function declare(api: ApiClient, story: Story): Promise<void> {
  for (const { slug, evidence: _, ...source } of story.sources)
    await api.send("PUT", `/api/v1/sources/${slug}`, source);
  for (const [position, network] of story.networks.entries()) {
    const { sending, idle } = addressesOf(story, network.slug);
    const since = iso(network.since);
    await api.send("PUT", `/api/v1/networks/${network.slug}`, {
      name: network.name.en,
      lang: "en",
      translations: { fr: { name: network.name.fr } },
      position,
      ...(network.customerShare === undefined ? {} : { customerShare: network.customerShare }),
      staleAfterMinutes: story.heartbeats.staleAfterMinutes,
      addresses: [
        ...sending.map((address) => ({ address, since })),
        ...idle.map((address) => ({ address, since, role: "idle" })),
      ],
    });
  }
}

async function tell(api: ApiClient, act: Act): Promise<void> {
  if (act.events.length > 0) await api.send("POST", "/api/v1/events", act.events);
  if (act.rounds.length > 0) {
    await api.send("POST", "/api/v1/heartbeats", { probe: PROBE, at: iso(act.at), networks: act.rounds });
  }
}

/** Posts an update, opening the incident with the first. Answers the incident's id. */
async function post(
  api: ApiClient,
  story: Story,
  update: Story["updates"][number],
  incident: string | null,
): Promise<string> {
  const at = iso(update.at);
  const body = {
    title: update.title.en,
    bodyMarkdown: update.body.en,
    lang: "en",
    translations: { fr: { title: update.title.fr, bodyMarkdown: update.body.fr } },
    status: update.status,
    at,
    approximate: update.approximate,
    postedAt: at,
  };
  const nextUpdateBy = update.nextUpdateBy === undefined ? {} : { nextUpdateBy: iso(update.nextUpdateBy) };
  const key = { "Idempotency-Key": `${at}:${crypto.randomUUID()}` };
  if (incident !== null) {
    await api.send("POST", `/api/v1/incidents/${incident}/updates`, { ...body, ...nextUpdateBy, notify: false }, key);
    return incident;
  }
  const opened = await api.send(
    "POST",
    "/api/v1/incidents",
    {
      title: story.incident.title.en,
      noticeMarkdown: story.notice.en,
      lang: "en",
      translations: { fr: { title: story.incident.title.fr, noticeMarkdown: story.notice.fr } },
      impact: story.incident.impact,
      networks: ["main"],
      sources: story.incident.sources,
      startedAt: iso(story.incident.startedAt),
      ...nextUpdateBy,
      notify: false,
      update: body,
    },
    key,
  );
  if (typeof opened !== "object" || opened === null || !("id" in opened) || typeof opened.id !== "string") {
    throw new Error("The server opened an incident without an id.");
  }
  return opened.id;
}
