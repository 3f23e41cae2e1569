import { expect, it } from "vitest";
import { rewordJson } from "@/domain/reword-json";

const shout = (text: string) => text.replaceAll("secret", "█");

it("rewords texts alone, whatever escapes they are written with, and leaves the rest as it is written", () => {
  expect(rewordJson('{"secret" : ["a \\"secret\\" : 1", "s\\u0065cret", "\\\\", 1e3, true]}', shout)).toBe(
    '{"secret" : ["a \\"█\\" : 1", "█", "\\\\", 1e3, true]}',
  );
  expect(rewordJson('"secret"', shout)).toBe('"█"');
});

it("takes JSON however deep and long it is", () => {
  const deep = `${"[".repeat(200_000)}"secret"${"]".repeat(200_000)}`;
  expect(rewordJson(deep, shout)).toBe(deep.replace("secret", "█"));
  const long = JSON.stringify(["\\n".repeat(250_000), "secret"]);
  expect(rewordJson(long, shout)).toBe(long.replace("secret", "█"));
});
