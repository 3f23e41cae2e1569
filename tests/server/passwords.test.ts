import { expect, it } from "vitest";
import { hashPassword, isPassword } from "@/server/passwords";
import { refusal } from "@/tests/support/refusal";

it("a password is stored as argon2id and known again, however its letters are composed", async () => {
  const stored = await hashPassword("cafe\u0301 au lait");
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await isPassword("café au lait", stored)).toBe(true);
  expect(await isPassword("cafe au lait", stored)).toBe(false);
  expect(await isPassword("of nobody", null)).toBe(false);
});

it("in a flood some are checked at a time, some wait, and the rest are refused at once", async () => {
  const answers = await Promise.all(Array.from({ length: 70 }, () => refusal(isPassword("guess", null))));
  const refused = answers.filter((answer) => answer !== null);
  expect(refused).toHaveLength(8);
  for (const answer of refused) expect(answer).toMatchObject({ status: 503, code: "busy" });
  expect(await isPassword("guess", null)).toBe(false);
});
