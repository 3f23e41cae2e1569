import type { Story } from "./story";

const MINUTE_MS = 60_000;
/** The page is watched a little longer than the log, so that the last state stands as measured. */
const EPILOGUE_MS = 60 * MINUTE_MS;

export interface ScriptEvent {
  readonly id: string;
  readonly type: "block" | "unblock";
  readonly address: string;
  readonly source: string;
  readonly at: string;
  readonly effect?: "refused";
  readonly evidence?: string;
}

/** What the world learns at one instant, in the order in which it is told: events, then the round, then the updates. */
export interface Act {
  readonly at: number;
  readonly events: readonly ScriptEvent[];
  /** Slugs of the networks that the probe looked at; empty: no round at this instant. */
  readonly rounds: readonly string[];
  readonly updates: readonly Story["updates"][number][];
}

export interface Script {
  readonly from: number;
  readonly to: number;
  /** Ascending by `at`, each instant once. */
  readonly acts: readonly Act[];
}

/** Sending and idle addresses of a network of the story: the first of its CIDR, sending ones first. */
export function addressesOf(story: Story, slug: string): { readonly sending: string[]; readonly idle: string[] } {
  const network = story.networks.find((one) => one.slug === slug);
  if (!network) return { sending: [], idle: [] };
  const prefix = network.cidr.replace(/\d+\/\d+$/, "");
  const idleCount = story.idle.network === slug ? story.idle.addresses : 0;
  const all = Array.from({ length: network.addresses + idleCount }, (_, index) => `${prefix}${index + 1}`);
  return { sending: all.slice(0, network.addresses), idle: all.slice(network.addresses) };
}

/** Turns the story into acts. The same story gives the same script, ids included, so playing it twice repeats and adds nothing. */
export function scriptOf(story: Story): Script {
  const from = Math.min(...story.networks.map((network) => network.since));
  const to = story.incident.endedAt + EPILOGUE_MS;
  const acts = new Map<number, { at: number; events: ScriptEvent[]; rounds: string[]; updates: Story["updates"] }>();
  const actAt = (at: number) => {
    const act = acts.get(at) ?? { at, events: [], rounds: [], updates: [] };
    acts.set(at, act);
    return act;
  };

  const record = (type: ScriptEvent["type"], at: number, address: string) => {
    for (const slug of story.incident.blockedBy.sources) {
      const evidence = story.sources.find((source) => source.slug === slug)?.evidence;
      actAt(at).events.push({
        id: `${slug}:${address}:${new Date(at).toISOString()}`,
        type,
        address,
        source: slug,
        at: new Date(at).toISOString(),
        ...(type === "block" && evidence
          ? { effect: "refused", evidence: evidence.replace("{address}", address) }
          : {}),
      });
    }
  };

  for (const network of story.networks) {
    const figures = story.health.filter((figure) => figure.network === network.slug);
    for (const change of blockedSets(addressesOf(story, network.slug).sending, figures)) {
      for (const address of change.released) record("unblock", change.at, address);
      for (const address of change.blocked) record("block", change.at, address);
    }
  }
  const { idle } = addressesOf(story, story.idle.network);
  for (const span of story.idle.blocked) {
    for (const address of idle.slice(0, span.count)) {
      record("block", span.from, address);
      record("unblock", span.to, address);
    }
  }
  for (let at = from; at <= to; at += story.heartbeats.everyMinutes * MINUTE_MS) {
    const silent = story.unmeasured.filter((span) => span.from <= at && at < span.to).map((span) => span.network);
    actAt(at).rounds = story.networks.map((network) => network.slug).filter((slug) => !silent.includes(slug));
  }
  for (const update of story.updates) actAt(update.at).updates.push(update);

  return { from, to, acts: [...acts.values()].sort((a, b) => a.at - b.at) };
}

/** Which addresses make up each figure: those blocked longest are released first, and the next in turn are blocked, round and round. */
function* blockedSets(
  sending: readonly string[],
  figures: readonly { readonly at: number; readonly percent: number }[],
) {
  const blocked: string[] = [];
  let turn = 0;
  for (const { at, percent } of figures) {
    const wanted = Math.round((sending.length * (100 - percent)) / 100);
    const released = blocked.splice(0, Math.max(0, blocked.length - wanted));
    const added: string[] = [];
    while (blocked.length < wanted) {
      const address = sending[turn++ % sending.length];
      if (address === undefined) break;
      if (blocked.includes(address)) continue;
      blocked.push(address);
      added.push(address);
    }
    yield { at, released, blocked: added };
  }
}
