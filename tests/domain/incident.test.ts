import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UpdateStatus } from "@/domain/contract/update";
import type { UpdateFacts, Updates } from "@/domain/incident";
import { compareUpdates, isOver, mayBear, nextUpdateBy, resolvedAt, statusOf } from "@/domain/incident";

/** Few instants and ids of one length, so that ties are common. */
const updates = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 10, max: 99 }).map(String),
      at: fc.integer({ min: 0, max: 6 }),
      postedAt: fc.integer({ min: 0, max: 6 }),
      status: fc.constantFrom(...UpdateStatus.options),
      nextUpdateBy: fc.option(fc.integer({ min: 0, max: 99 }), { nil: null }),
    }),
    { minLength: 1, maxLength: 12, selector: ({ id }) => id },
  )
  .map(asUpdates);

function asUpdates(list: readonly UpdateFacts[]): Updates {
  const [first, ...rest] = list;
  if (first === undefined) throw new Error("at least one");
  return [first, ...rest];
}

/** Whether `a` stands before `b` in the log, said as a person would. */
function isBefore(a: UpdateFacts, b: UpdateFacts): boolean {
  if (a.at !== b.at) return a.at < b.at;
  if (a.postedAt !== b.postedAt) return a.postedAt < b.postedAt;
  return a.id < b.id;
}

const last = (list: Updates) => list.filter((one) => list.every((other) => other === one || isBefore(other, one)));

describe("an incident derived from its updates", () => {
  it("has the status of the one update that stands after all others", () => {
    fc.assert(
      fc.property(updates, (list) => {
        expect([statusOf(list)]).toEqual(last(list).map(({ status }) => status));
      }),
    );
  });

  it("is resolved at the instant of the over update since which nothing opened it again", () => {
    fc.assert(
      fc.property(updates, (list) => {
        const opening = list.filter(({ status }) => !isOver(status));
        const closing = list.filter((one) => isOver(one.status) && opening.every((open) => isBefore(open, one)));
        const expected = closing.length === 0 ? null : Math.min(...closing.map(({ at }) => at));
        expect(resolvedAt(list)).toBe(expected);
      }),
    );
  });

  it("promises what the update posted last promises, and nothing once it is over", () => {
    fc.assert(
      fc.property(updates, (list) => {
        const [newest] = list.filter((one) =>
          list.every(
            (other) =>
              other === one || one.postedAt > other.postedAt || (one.postedAt === other.postedAt && one.id > other.id),
          ),
        );
        expect(nextUpdateBy(list)).toBe(resolvedAt(list) === null ? newest?.nextUpdateBy : null);
      }),
    );
  });

  it("does not depend on the order in which updates are told", () => {
    const shuffled = updates.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const again = asUpdates(other);
        expect([statusOf(again), resolvedAt(again), nextUpdateBy(again)]).toEqual([
          statusOf(list),
          resolvedAt(list),
          nextUpdateBy(list),
        ]);
      }),
    );
  });

  it("is not overturned by an update that is dated before the latest", () => {
    fc.assert(
      fc.property(updates, fc.constantFrom(...UpdateStatus.options), (list, status) => {
        const [latest] = last(list);
        if (latest === undefined) throw new Error("there is one");
        const late = { ...latest, id: "00", at: latest.at - 1, postedAt: 99, status };
        expect(statusOf([...list, late])).toBe(statusOf(list));
      }),
    );
  });

  it("opens again with a later update", () => {
    const resolved = { id: "1", at: 5, postedAt: 5, status: "resolved", nextUpdateBy: 9 } as const;
    expect(resolvedAt([resolved])).toBe(5);
    const again: Updates = [
      resolved,
      { ...resolved, id: "2", at: 6, postedAt: 6, status: "identified", nextUpdateBy: 12 },
    ];
    expect([resolvedAt(again), nextUpdateBy(again)]).toEqual([null, 12]);
  });

  it("orders updates totally", () => {
    fc.assert(
      fc.property(updates, (list) => {
        const sorted = [...list].sort(compareUpdates);
        expect(sorted.every((one, index) => index === 0 || isBefore(sorted[index - 1] ?? one, one))).toBe(true);
      }),
    );
  });
});

describe("statuses", () => {
  it("belong to incidents or to maintenance", () => {
    const maintenance = UpdateStatus.options.filter((status) => mayBear("maintenance", status));
    expect(maintenance).toEqual(["scheduled", "in_progress", "verifying", "completed"]);
    for (const impact of ["none", "minor", "major", "critical"] as const) {
      const others = UpdateStatus.options.filter((status) => mayBear(impact, status));
      expect(others).toEqual(["investigating", "identified", "monitoring", "resolved"]);
    }
  });
});
