import { expect, test } from "vitest";
import { changedFields } from "@/domain/changed-fields";

test("only the fields that differ are told, as they were and as they became", () => {
  const before = { name: "Main", position: 0, translations: { fr: { name: "Principal" } }, lang: null };
  const after = { lang: "en", position: 0, translations: { fr: { name: "Le principal" } }, name: "Main" };
  expect(changedFields(before, after)).toEqual({
    before: { translations: { fr: { name: "Principal" } }, lang: null },
    after: { translations: { fr: { name: "Le principal" } }, lang: "en" },
  });
});

test("the order of keys, a missing field and an empty one are no change, and the order of a list is", () => {
  expect(changedFields({ a: { x: 1, y: 2 }, b: null, c: {}, d: [] }, { a: { y: 2, x: 1 } })).toBeNull();
  expect(changedFields({ list: [1, 2] }, { list: [2, 1] })).toEqual({
    before: { list: [1, 2] },
    after: { list: [2, 1] },
  });
});

test("what was made or deleted is told by what it holds, with nothing on the other side", () => {
  expect(changedFields(null, { name: "Main", lang: null, sources: [] })).toEqual({
    before: null,
    after: { name: "Main" },
  });
  expect(changedFields({ name: "Main", lang: null }, null)).toEqual({ before: { name: "Main" }, after: null });
  expect(changedFields(null, null)).toBeNull();
});
