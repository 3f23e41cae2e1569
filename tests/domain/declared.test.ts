import { expect, test } from "vitest";
import { declaredBy } from "@/domain/declared";

const incident = (
  slug: string,
  impact: "none" | "minor" | "major" | "critical" | "maintenance",
  ...networks: number[]
) => ({
  slug,
  impact,
  networks,
});

test("of open incidents the gravest is told, of equals the newest, and how many there are", () => {
  const incidents = [incident("new", "minor", 1), incident("worst", "major", 2), incident("old", "major", 1)];
  expect(declaredBy(incidents, [1, 2])).toEqual({ incidents: 3, gravest: "worst", on: [2] });
});

test("maintenance and incidents without impact declare nothing", () => {
  expect(declaredBy([incident("plan", "maintenance", 1), incident("note", "none", 1)], [1])).toBeNull();
  expect(declaredBy([], [1])).toBeNull();
});

test("networks are told where they are some of several, in the page's order", () => {
  expect(declaredBy([incident("a", "minor", 3, 1)], [1, 2, 3])?.on).toEqual([1, 3]);
  expect(declaredBy([incident("a", "minor", 1)], [1])?.on).toEqual([]);
  expect(declaredBy([incident("a", "minor", 2, 1)], [1, 2])?.on).toEqual([]);
  expect(declaredBy([incident("a", "minor")], [1, 2])?.on).toEqual([]);
});
