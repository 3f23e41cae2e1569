import fc from "fast-check";
import { expect, test } from "vitest";
import { maskMailboxes } from "@/server/recording/evidence";

test.each([
  ["to <john.doe+tag@example.com>: refused", "to <***@example.com>: refused"],
  ["a@example.com,b@example.org; o'brien@example.net", "***@example.com,***@example.org; ***@example.net"],
  ['"John \\"the cat\\" Doe"@example.com bounced', "***@example.com bounced"],
  ["bounce-john=example.com@lists.example.org", "***@lists.example.org"],
  ["jérôme@exämple.fr et 用户@例子.公司", "***@exämple.fr et ***@例子.公司"],
  ["root@localhost and x@[192.0.2.1]", "***@localhost and ***@[192.0.2.1]"],
  ["john@a@example.com", "***@***@example.com"],
  ["\u00a0john@example.com", "\u00a0***@example.com"],
])("no local part of a mail address is kept: %s", (text, masked) => {
  expect(maskMailboxes(text)).toBe(masked);
});

test.each(["5 @ 3", "@example.com", "who@", "550 5.7.1 (S3150)", "", "a @b"])("other text stays: %s", (text) => {
  expect(maskMailboxes(text)).toBe(text);
});

test("masking twice is masking once, and keeps text well formed", () => {
  const piece = fc.oneof(
    fc.constantFrom("@", '"', "\\", " ", "***", ".", "a", "é", "😀", "[", ">"),
    fc.string({ unit: "grapheme" }),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const once = maskMailboxes(pieces.join(""));
      expect(maskMailboxes(once)).toBe(once);
      expect(once.isWellFormed()).toBe(true);
    }),
  );
});

test("a hostile text costs no more than its length", () => {
  const started = performance.now();
  maskMailboxes(`${"a".repeat(1_000_000)}<${"b@".repeat(500_000)}`);
  expect(performance.now() - started).toBeLessThan(1_000);
});
