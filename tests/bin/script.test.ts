import { describe, expect, it } from "vitest";
import { addressesOf, scriptOf } from "@/bin/replay/script";
import { readStory } from "@/bin/replay/story";

const story = await readStory("content/replay/2014-outlook.json");
const script = scriptOf(story);

/** Addresses that an attentive reader of the script would call blocked at `at`, by the obvious way: replaying it all. */
function blockedAt(at: number, source: string): Set<string> {
  const blocked = new Set<string>();
  for (const act of script.acts) {
    if (act.at > at) break;
    for (const event of act.events) {
      if (event.source !== source) continue;
      if (event.type === "block") blocked.add(event.address);
      else blocked.delete(event.address);
    }
  }
  return blocked;
}

describe("the script of 2014", () => {
  it("gives every figure of the log, by each source", () => {
    const { sending } = addressesOf(story, "main");
    expect(sending).toHaveLength(100);
    for (const figure of story.health) {
      for (const source of story.incident.blockedBy.sources) {
        const blocked = blockedAt(figure.at, source);
        expect(sending.filter((address) => !blocked.has(address)).length, new Date(figure.at).toISOString()).toBe(
          figure.percent,
        );
      }
    }
  });

  it("blocks the idle addresses for the spans that the log tells", () => {
    const { idle } = addressesOf(story, "main");
    expect(idle).toHaveLength(4);
    for (const span of story.idle.blocked) {
      const count = (at: number) => idle.filter((address) => blockedAt(at, "outlook").has(address)).length;
      expect(count(span.from - 1)).toBe(0);
      expect(count(span.from)).toBe(span.count);
      expect(count(span.to)).toBe(0);
    }
  });

  it("sends no round for a network while nobody measured it, and one every half hour otherwise", () => {
    for (const act of script.acts) {
      const silent = story.unmeasured.some((span) => span.from <= act.at && act.at < span.to);
      const onTheHalfHour = (act.at - script.from) % (30 * 60_000) === 0;
      expect(act.rounds.includes("main")).toBe(onTheHalfHour && !silent);
      expect(act.rounds.includes("secondary")).toBe(onTheHalfHour);
    }
  });

  it("tells every instant once, in order, with ids that no two events share, and every update of the log", () => {
    const instants = script.acts.map((act) => act.at);
    expect(instants).toEqual([...new Set(instants)].sort((a, b) => a - b));
    const ids = script.acts.flatMap((act) => act.events.map((event) => event.id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(script.acts.flatMap((act) => act.updates)).toHaveLength(49);
  });

  it("is the same each time, so that playing it twice adds nothing", () => {
    expect(scriptOf(story)).toEqual(script);
  });
});
