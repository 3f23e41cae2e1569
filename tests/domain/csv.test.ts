import { expect, test } from "vitest";
import { csvLine } from "@/domain/csv";

test.each(["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"])(
  "a cell that begins with %j is text to a spreadsheet",
  (sign) => expect(csvLine([`${sign}1+1`])).toBe(`"'${sign}1+1"\r\n`),
);
