import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MINUTE_MS } from "@/domain/instant";
import type { MemberPlan, StoredMember, WantedMember } from "@/domain/membership";
import { planMembers } from "@/domain/membership";

const NOW = Date.parse("2026-03-10T12:00:30Z");
const MINUTE = Date.parse("2026-03-10T12:00:00Z");
const HOUR = 60 * MINUTE_MS;

const wanted = (want: Partial<WantedMember> = {}) =>
  new Map([["a", { role: "sending", label: null, since: null, ...want } as WantedMember]]);

const stored = (from: number, to: number | null, rest: Partial<StoredMember> = {}): StoredMember => ({
  id: from,
  network: 1,
  role: "sending",
  label: null,
  ...rest,
  from,
  to,
});

const held = (...history: StoredMember[]) => new Map([["a", history]]);
const nobody = new Map<string, StoredMember[]>();

function plan(...given: Parameters<typeof planMembers>): MemberPlan {
  const planned = planMembers(...given);
  if ("faults" in planned) throw new Error(JSON.stringify(planned.faults));
  return planned.plan;
}

const faults = (...given: Parameters<typeof planMembers>) => {
  const planned = planMembers(...given);
  return "faults" in planned ? planned.faults : [];
};

const empty = { remove: [], end: [], move: [], relabel: [], begin: [], changedFrom: null };

describe("an address that joins", () => {
  it("does so at the start of the current minute", () => {
    expect(plan(1, NOW, wanted(), nobody).begin).toMatchObject([{ address: "a", role: "sending", from: MINUTE }]);
  });

  it("does so where its last membership ended, if that is later, whichever network that was of", () => {
    const history = held(stored(NOW - HOUR, NOW - 10_000, { network: 2 }));
    expect(plan(1, NOW, wanted(), history).begin).toMatchObject([{ from: NOW - 10_000 }]);
  });

  it("does so at `since`, even long ago, but not before its last membership ended", () => {
    const history = held(stored(0, 1_000, { network: 2 }));
    expect(plan(1, NOW, wanted({ since: 1_000 }), history).begin).toMatchObject([{ from: 1_000 }]);
    expect(faults(1, NOW, wanted({ since: 999 }), history)).toMatchObject([{ address: "a", code: "overlap" }]);
  });

  it("may do so now, but not in the future", () => {
    expect(plan(1, NOW, wanted({ since: NOW }), nobody).begin).toMatchObject([{ from: NOW }]);
    expect(faults(1, NOW, wanted({ since: NOW + 1 }), nobody)).toMatchObject([{ code: "in_future" }]);
  });

  it("cannot while it is in another network, which is named", () => {
    expect(faults(1, NOW, wanted(), held(stored(0, null, { network: 2 })))).toEqual([
      { address: "a", code: "address_taken", network: 2 },
    ]);
  });
});

describe("an address that is there", () => {
  it("stays as it is, with its start, when it is declared without `since`, or with that start", () => {
    expect(plan(1, NOW, wanted(), held(stored(5_000, null)))).toEqual(empty);
    expect(plan(1, NOW, wanted({ since: 5_000 }), held(stored(5_000, null)))).toEqual(empty);
  });

  it("moves its start to `since`, either way, and what changed began at the earlier of both", () => {
    const history = held(stored(1_000, 2_000), stored(5_000, null));
    expect(plan(1, NOW, wanted({ since: 3_000 }), history)).toEqual({
      ...empty,
      move: [{ id: 5_000, from: 3_000 }],
      changedFrom: 3_000,
    });
    expect(plan(1, NOW, wanted({ since: 7_000 }), history)).toMatchObject({ changedFrom: 5_000 });
  });

  it("does not move its start into an earlier membership, be it of another role or elsewhere", () => {
    for (const rest of [{}, { role: "idle" }, { network: 2 }] as const) {
      const history = held(stored(1_000, 2_000, rest), stored(5_000, null));
      expect(faults(1, NOW, wanted({ since: 1_999 }), history)).toMatchObject([{ code: "overlap" }]);
      expect(faults(1, NOW, wanted({ since: 2_000 }), history)).toEqual([]);
    }
  });

  it("takes another label without a change of history", () => {
    expect(plan(1, NOW, wanted({ label: "new" }), held(stored(5_000, null)))).toEqual({
      ...empty,
      relabel: [{ id: 5_000, label: "new" }],
    });
  });

  it("ends one membership and begins another when its role changes, now or at `since`", () => {
    const history = held(stored(5_000, null));
    for (const [since, at] of [
      [null, NOW],
      [6_000, 6_000],
    ]) {
      expect(plan(1, NOW, wanted({ role: "idle", since: since ?? null }), history)).toEqual({
        ...empty,
        end: [{ id: 5_000, to: at }],
        begin: [{ address: "a", role: "idle", label: null, from: at }],
        changedFrom: at,
      });
    }
  });

  it("had the other role from the start when `since` is that start, and not before it", () => {
    const history = held(stored(5_000, null));
    expect(plan(1, NOW, wanted({ role: "idle", since: 5_000 }), history)).toMatchObject({
      remove: [5_000],
      end: [],
      begin: [{ role: "idle", from: 5_000 }],
      changedFrom: 5_000,
    });
    expect(faults(1, NOW, wanted({ role: "idle", since: 4_999 }), history)).toMatchObject([{ code: "overlap" }]);
  });

  it("ends now when it is left out, and vanishes where it would end at its start", () => {
    expect(plan(1, NOW, new Map(), held(stored(5_000, null)))).toEqual({
      ...empty,
      end: [{ id: 5_000, to: NOW }],
      changedFrom: NOW,
    });
    expect(plan(1, NOW, new Map(), held(stored(NOW, null)))).toEqual({ ...empty, remove: [NOW], changedFrom: NOW });
  });

  it("is left alone when it is of another network, or has left", () => {
    const history = new Map([
      ["a", [stored(5_000, null, { network: 2 })]],
      ["b", [stored(6_000, 7_000)]],
    ]);
    expect(plan(1, NOW, new Map(), history)).toEqual(empty);
  });
});

/** Memberships by address, as a list of declarations makes them. */
class Store {
  readonly held = new Map<string, StoredMember[]>();
  #id = 0;

  declare(network: number, now: number, members: ReadonlyMap<string, WantedMember>): boolean {
    const planned = planMembers(network, now, members, this.held);
    if ("faults" in planned) return false;
    const { remove, end, move, begin } = planned.plan;
    for (const [address, history] of this.held) {
      const next = history
        .filter(({ id }) => !remove.includes(id))
        .map((member) => ({
          ...member,
          to: end.find(({ id }) => id === member.id)?.to ?? member.to,
          from: move.find(({ id }) => id === member.id)?.from ?? member.from,
        }));
      this.held.set(address, next);
    }
    for (const { address, role, label, from } of begin) {
      this.#id += 1;
      const member = { id: this.#id, network, role, label, from, to: null };
      this.held.set(address, [...(this.held.get(address) ?? []), member]);
    }
    return true;
  }
}

const declaration = fc.record({
  network: fc.constantFrom(1, 2),
  waitMs: fc.constantFrom(0, 1, 20_000, 90_000),
  members: fc.dictionary(
    fc.constantFrom("a", "b", "c"),
    fc.record({
      role: fc.constantFrom("sending", "idle"),
      label: fc.constant(null),
      agoMs: fc.constantFrom(null, null, 0, 1, 30_000, 200_000),
    }),
  ),
});

describe("any list of declarations", () => {
  it("leaves memberships that are apart and in order, the last declared present, and a repeat changes nothing", () => {
    fc.assert(
      fc.property(fc.array(declaration, { maxLength: 12 }), (declarations) => {
        const store = new Store();
        let now = NOW;
        for (const { network, waitMs, members } of declarations) {
          now += waitMs;
          const wants = new Map(
            Object.entries(members).map(([address, { agoMs, ...want }]) => [
              address,
              { ...want, since: agoMs === null ? null : now - agoMs } as WantedMember,
            ]),
          );
          const before = structuredClone(store.held);
          if (!store.declare(network, now, wants)) {
            expect(store.held).toEqual(before);
            continue;
          }
          for (const history of store.held.values()) {
            for (const [index, member] of history.entries()) {
              expect(member.from).toBeLessThan(member.to ?? Number.POSITIVE_INFINITY);
              expect(member.from).toBeGreaterThanOrEqual(
                index === 0 ? 0 : (history[index - 1]?.to ?? Number.POSITIVE_INFINITY),
              );
              expect(member.from).toBeLessThanOrEqual(now);
            }
          }
          const present = [...store.held].flatMap(([address, history]) => {
            const last = history.at(-1);
            return last?.to === null && last.network === network ? [[address, last.role]] : [];
          });
          expect(new Map(present.map(([address, role]) => [address, role]))).toEqual(
            new Map([...wants].map(([address, { role }]) => [address, role])),
          );
          expect(plan(network, now, wants, store.held)).toEqual(empty);
        }
      }),
    );
  });
});
