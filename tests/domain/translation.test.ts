import { describe, expect, it } from "vitest";
import { reader } from "@/domain/translation";

const translations = { fr: { title: "Refusé" }, "pt-BR": { title: "Recusado", bodyMarkdown: "Corpo" } };

describe("a reader", () => {
  it("gets the translation, and the original where there is none, each with its language", () => {
    const read = reader("en", translations, "fr");
    expect(read("title", "Refused")).toEqual({ text: "Refusé", lang: "fr" });
    expect(read("bodyMarkdown", "Body")).toEqual({ text: "Body", lang: "en" });
  });

  it("gets the original without a wish, with an unknown one, and in the original's own language", () => {
    for (const wanted of [null, "de", "en", "__proto__", "toString"]) {
      expect(reader("en", { ...translations, en: { title: "other" } }, wanted)("title", "Refused")).toEqual({
        text: "Refused",
        lang: "en",
      });
    }
  });

  it("is understood in any case of letters", () => {
    expect(reader("en", translations, "PT-br")("title", "Refused")).toEqual({ text: "Recusado", lang: "pt-BR" });
  });

  it("gets no translation of what is no longer said", () => {
    expect(reader<"title">("en", translations, "fr")("title", null)).toEqual({ text: null, lang: "en" });
  });
});
