import { expect, test } from "vitest";
import type { NetworkDays } from "@/app/views/bars-view";
import { barsView, daysView } from "@/app/views/bars-view";
import { wordsOf } from "@/app/views/words";
import { DAY_MS } from "@/domain/instant";

const words = (lang: string) => wordsOf(lang, "UTC", Date.parse("2014-07-04T10:00:00Z"));
const first = Date.parse("2014-07-01T00:00:00Z");
const day = (index: number, mean: number | null, min = mean, verifiedShare = mean === null ? 0 : 1) => ({
  from: first + index * DAY_MS,
  to: first + (index + 1) * DAY_MS,
  mean,
  min,
  verifiedShare,
});
const ofNetwork = (days: NetworkDays["days"], mean: number | null, beganAt: number | null = first) => ({
  days,
  beganAt,
  mean,
  meanOnPhone: mean,
});

test("what the bars show is said in a sentence: the mean, the worst day, and what nobody verified", () => {
  const days = ofNetwork([day(0, 100), day(1, 90, 60), day(2, 95, 80, 0.5), day(3, null)], 96.2);
  expect(barsView("main", days, words("en")).caption).toBe(
    "main, the last 4 days: 96.2% on average. Lowest 60%, on Wednesday 2 July. Not fully verified on 2 days.",
  );
  expect(barsView("main", days, words("fr")).caption.replace(/\s/g, " ")).toBe(
    "main, les 4 derniers jours : 96,2 % en moyenne. Au plus bas 60 %, mercredi 2 juillet. 2 jours sans vérification complète.",
  );
});

test("where all got through there is no worst day, and where nothing was verified no mean", () => {
  const all = barsView("main", ofNetwork([day(0, 100), day(1, 100)], 100), words("en"));
  expect(all.caption).toBe("main, the last 2 days: 100% on average.");
  const nothing = barsView("main", ofNetwork([day(0, null), day(1, null)], null), words("en"));
  expect(nothing.caption).toBe("main, the last 2 days: nothing was verified.");
});

test("days before the network began are drawn as such, and neither told nor counted as gaps", () => {
  const view = daysView("main", ofNetwork([day(0, null), day(1, 100)], 100, first + DAY_MS), words("en"));
  expect(view.bars.drawing.before).not.toBe("");
  expect(view.bars.drawing.unverified).toBe("");
  expect(view.bars.caption).toBe("main, the last 2 days: 100% on average.");
  expect(view.lines).toEqual([]);
});

test("every day that is not whole is told at its place, and stands in the table", () => {
  const { lines, table } = daysView("main", ofNetwork([day(0, 100), day(1, 90, 60), day(2, null)], 95), words("en"));
  expect(lines.map(({ slot, line }) => [slot, line])).toEqual([
    [1, "Wednesday 2 July: 90% on average, lowest 60%"],
    [2, "Thursday 3 July: not verified"],
  ]);
  expect(table.rows).toEqual(lines.map(({ day: name, words: said }) => [name, said]));
});
