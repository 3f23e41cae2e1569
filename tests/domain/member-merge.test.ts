import { expect, test } from "vitest";
import type { MergedMember } from "@/domain/member-merge";
import { differenceOf, mergeMembers } from "@/domain/member-merge";

const members = (...said: readonly string[]) =>
  new Map(
    said.map((text): [string, MergedMember] => {
      const [address = "", role = "sending", label = null] = text.split(" ");
      return [address, { address, role: role === "idle" ? "idle" : "sending", label, since: null }];
    }),
  );
const told = (all: Iterable<MergedMember>) =>
  [...all].map(({ address, role, label }) => `${address} ${role}${label === null ? "" : ` ${label}`}`).sort();

test("what a colleague added, took away and changed is told", () => {
  const { added, removed, changed } = differenceOf(members("a", "b", "c"), members("a", "c idle", "d"));
  expect([told(added), told(removed), told(changed)]).toEqual([["d sending"], ["b sending"], ["c idle"]]);
});

test.each([
  ["what they added joins mine", ["a"], ["a", "b"], ["a", "c"], ["a sending", "b sending", "c sending"]],
  ["what they took away leaves mine", ["a", "b"], ["a"], ["a", "b", "c"], ["a sending", "c sending"]],
  ["what I took away stays away", ["a", "b"], ["a", "b", "c"], ["a"], ["a sending", "c sending"]],
  ["what they changed is as they say", ["a"], ["a idle"], ["a", "b"], ["a idle", "b sending"]],
  ["what both changed is as I say", ["a"], ["a idle x"], ["a sending y"], ["a sending y"]],
  ["what they took away and I changed stays as I say", ["a"], [], ["a idle"], ["a idle"]],
  ["what both added is as I say", [], ["a idle"], ["a"], ["a sending"]],
])("merging: %s", (_, base, theirs, mine, wanted) => {
  expect(told(mergeMembers(members(...base), members(...theirs), members(...mine)).values())).toEqual(wanted);
});
