import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPastedAnswers } from "@/domain/pasted-answers";

describe("a pasted list of answers", () => {
  it("is read in whatever way its columns are parted, in either language", () => {
    const text = [
      "# looked up on Tuesday",
      "192.0.2.1 blocked 550 5.7.1 (S3150)",
      "",
      '"192.0.2.2","deferred","421 RP-001"',
      "192.0.2.3;libre",
      "2001:DB8::1\tBloquée\r",
    ].join("\n");
    expect(readPastedAnswers(text)).toEqual({
      faults: [],
      answers: [
        { address: "192.0.2.1", answer: "blocked", effect: "refused", evidence: "550 5.7.1 (S3150)" },
        { address: "192.0.2.2", answer: "blocked", effect: "deferred", evidence: "421 RP-001" },
        { address: "192.0.2.3", answer: "clear", effect: "refused", evidence: null },
        { address: "2001:db8::1", answer: "blocked", effect: "refused", evidence: null },
      ],
    });
  });

  it("names line and column of what it cannot take", () => {
    const text = "192.0.2.1 clear\n  192.0.2.300 clear\n192.0.2.2  perhaps\n192.0.2.1 blocked\n192.0.2.3";
    expect(readPastedAnswers(text).faults).toEqual([
      { line: 2, column: 3, code: "address", text: "192.0.2.300" },
      { line: 3, column: 12, code: "answer", text: "perhaps" },
      { line: 4, column: 1, code: "twice", text: "192.0.2.1" },
      { line: 5, column: 10, code: "answer", text: "" },
    ]);
  });

  it("of any text whatever gives an answer or a fault for each line that says something", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const { answers, faults } = readPastedAnswers(text);
        const lines = text.split(/\r\n|\r|\n/).filter((line) => !/^\s*(#|$)/.test(line));
        expect(answers.length + faults.length).toBe(lines.length);
      }),
    );
  });
});
