import { describe, expect, test } from "vitest";
import type { ClaimKind } from "@/domain/claim";
import type { Claims } from "@/domain/claims";
import { brightmail, claimsIn, gmail, network, outlook, sourcesOf, zen } from "@/tests/fixtures/claim-examples";

const from = 1_000;
const watching = [outlook, brightmail];
const sources = sourcesOf(...watching);
const refused = (count: number, start = 0) => ({ source: outlook, count, start, from });

function kinds({ headline, summary }: Claims): ClaimKind[] {
  return [headline, ...summary].map(({ kind }) => kind);
}

describe("the headline", () => {
  test("speaks of the gravest network by name, not of the largest", () => {
    const large = network({ id: 1, sending: 100, watching, blocks: [refused(5)] });
    const small = network({ id: 2, sending: 10, watching, blocks: [refused(9)] });
    const { headline, summary } = claimsIn([large, small], sources);
    expect(headline).toMatchObject({ kind: "through", network: 2, throughPercent: 10 });
    expect(summary.at(-1)).toMatchObject({ kind: "blocked", network: 1, addresses: 5, sending: 100, since: null });
  });

  test("counts further troubled networks instead of telling each", () => {
    const troubled = [1, 2, 3, 4].map((id) => network({ id, sending: 10, watching, blocks: [refused(id)] }));
    const { headline, summary } = claimsIn(troubled, sources);
    expect(headline).toMatchObject({ network: 4 });
    expect(summary.slice(-2)).toMatchObject([
      { kind: "blocked", network: 3 },
      { kind: "other_networks", networks: 2 },
    ]);
  });

  test("gives a percentage only of a receiver that answers for every address", () => {
    const blocks = [refused(40)];
    expect(kinds(claimsIn([network({ sending: 100, watching, blocks })], sources))[0]).toBe("through");
    const silentForOne = network({ sending: 100, watching, blocks, silent: { [outlook]: 1 } });
    expect(kinds(claimsIn([silentForOne], sources))[0]).toBe("blocked");
    const neverLooked = network({ sending: 100, watching, blocks, over: { verifiedAt: null } });
    expect(kinds(claimsIn([neverLooked], sources))[0]).toBe("blocked");
    const byFilter = network({ sending: 100, watching, blocks: [{ source: brightmail, count: 40, from }] });
    expect(kinds(claimsIn([byFilter], sources))[0]).toBe("blocked");
  });

  test("never speaks of one receiver where others block further addresses", () => {
    const blocks = [refused(40), { source: gmail, count: 40, start: 40, from }];
    const both = network({ sending: 100, watching: [outlook, gmail], blocks });
    expect(claimsIn([both], sourcesOf(outlook, gmail)).headline).toMatchObject({
      kind: "blocked",
      addresses: 80,
      sources: [outlook, gmail],
    });
  });

  test("floors: 1999 of 2000 is 99.9 %, 1 of 2000 is 0 %, and neither is said to be all or none", () => {
    const through = (count: number) =>
      claimsIn([network({ sending: 2_000, watching, blocks: [refused(count)] })], sources).headline;
    expect(through(1)).toMatchObject({ throughPercent: 99.9, blocked: 1 });
    expect(through(1_999)).toMatchObject({ throughPercent: 0, blocked: 1_999 });
  });

  test("is not calm above an open incident, and still says what is measured", () => {
    const quiet = network({ sending: 10, watching });
    expect(kinds(claimsIn([quiet], sources, "degraded"))).toEqual(["incident", "clear", "nothing"]);
    const blocked = network({ sending: 10, watching, blocks: [refused(1)] });
    expect(kinds(claimsIn([blocked], sources, "major_outage"))[0]).toBe("through");
  });

  test("claims less where nobody ever looked", () => {
    const untold = network({ sending: 10, watching: [], over: { goesStale: false, verifiedAt: null } });
    expect(kinds(claimsIn([untold], sources))).toEqual(["unreported", "never"]);
  });

  test("is silent of blocked idle addresses, which the summary tells", () => {
    const claims = claimsIn([network({ sending: 10, watching, over: { idleBlocked: 2 } })], sources);
    expect(kinds(claims)).toEqual(["clear", "idle"]);
  });
});

describe("not verified", () => {
  const silent = { [outlook]: 10, [brightmail]: 10 };
  const dark = (id: number, unverifiedSince: number) =>
    network({ id, sending: 10, watching, silent, over: { unverifiedSince } });

  test("is said without a name where all networks have been so since one instant", () => {
    expect(claimsIn([dark(1, 5), dark(2, 5)], sources).headline).toEqual({
      kind: "unverified",
      network: null,
      since: 5,
    });
    expect(claimsIn([dark(1, 5), dark(2, 6)], sources).headline).toMatchObject({ network: 1, since: 5 });
  });

  test("takes the place of a block that nobody confirms any more, not of one that its own source still does", () => {
    const blocks = [refused(3)];
    const stale = network({ sending: 10, watching, blocks, silent, over: { unverifiedSince: 5 } });
    expect(kinds(claimsIn([stale], sources))).toEqual(["unverified", "last_known", "unsure"]);
    const staleOnly = { [outlook]: 3, [brightmail]: 10 };
    expect(kinds(claimsIn([network({ sending: 10, watching, blocks, silent: staleOnly })], sources))[0]).toBe(
      "unverified",
    );
    const confirmed = network({ sending: 10, watching, blocks, silent: { [brightmail]: 10 } });
    expect(kinds(claimsIn([confirmed], sources))).toEqual(["through", "there", "unknown", "silent"]);
  });
});

describe("nothing else reports a block", () => {
  const all = [outlook, brightmail, zen];
  const blocked = (over: Partial<Parameters<typeof network>[0]> = {}) =>
    network({ sending: 10, watching: all, blocks: [refused(3)], ...over });
  const said = (...networks: Parameters<typeof claimsIn>[0]) => kinds(claimsIn(networks, sourcesOf(...all)));

  test("is not said where one source is all that is watched", () => {
    const only = network({ sending: 10, watching: [outlook], blocks: [refused(3)] });
    expect(kinds(claimsIn([only], sourcesOf(outlook)))).toEqual(["through", "there"]);
  });

  test("is said where every source answers in every network", () => {
    expect(said(blocked(), network({ id: 2, sending: 10, watching: all }))).toContain("nothing_else");
  });

  test("is not said where any source is silent, be it one that does not count or in another network", () => {
    expect(said(blocked({ silent: { [zen]: 1 } }))).toEqual(["through", "there", "silent"]);
    const other = network({ id: 2, sending: 10, watching: all, silent: { [brightmail]: 1 } });
    expect(said(blocked(), other)).not.toContain("nothing_else");
  });

  test("is not said where an address that is to be looked at never was", () => {
    const whole = network({ sending: 9, watching: all, blocks: [refused(3)] });
    const unwatched = { ...whole, addresses: [...whole.addresses, new Map()] };
    expect(said(unwatched)).toEqual(["blocked", "since", "unknown"]);
  });

  test("is not said where another network has a block, be it of a source that does not count, or an idle address has", () => {
    const other = network({ id: 2, sending: 10, watching: all, blocks: [{ source: zen, count: 1, from }] });
    expect(said(blocked(), other)).not.toContain("nothing_else");
    expect(said(blocked({ over: { idleBlocked: 1 } }))).toContain("idle");
    expect(said(blocked({ over: { idleBlocked: 1 } }))).not.toContain("nothing_else");
  });
});

describe("data and time", () => {
  test("a filter's data are behind a refusal only where it lists every refused address", () => {
    const dataOf = (listed: number) => {
      const blocks = [refused(4), { source: brightmail, count: listed, from }];
      return claimsIn([network({ sending: 10, watching, blocks })], sources).summary[0];
    };
    expect(dataOf(4)).toMatchObject({ kind: "there", data: [brightmail] });
    expect(dataOf(3)).toMatchObject({ kind: "there", data: [] });
  });

  test("where blocks began at different times, the earliest is told as the first", () => {
    const sinceOf = (later: number) => {
      const blocks = [refused(2), { source: outlook, count: 2, start: 2, from: later }];
      return claimsIn([network({ sending: 10, watching, blocks })], sources).summary[0];
    };
    expect(sinceOf(from)).toMatchObject({ since: { at: from, all: true } });
    expect(sinceOf(from + 1)).toMatchObject({ since: { at: from, all: false } });
  });

  test("calm dates from the network that was last blocked, and is not dated where one of them cannot be", () => {
    const quiet = (id: number, since: number | null) => network({ id, sending: 10, watching, over: { since } });
    expect(claimsIn([quiet(1, 5), quiet(2, 7)], sources).summary).toEqual([{ kind: "calm", since: 7 }]);
    expect(kinds(claimsIn([quiet(1, 5), quiet(2, null)], sources))).toEqual(["clear", "nothing"]);
  });
});
