import { z } from "zod";
import type { Operation } from "@/domain/contract/operation";
import { json, NoQuery } from "@/domain/contract/operation";
import { Lang, listUpTo, looseText, orNull, text, WebUrl } from "@/domain/contract/text";
import { TimeZone } from "@/domain/contract/time";
import { deskRead, deskWrite } from "./operation";
import { probesOperations } from "./probes";
import { tokensOperations } from "./tokens";

/** One text in several languages, by language tag. */
function textsUpTo(max: number) {
  return z.record(Lang, looseText(max)).meta({ example: { en: "" } });
}

/** An e-mail address, with or without `mailto:` before it, or the address of a web page. */
const Support = z
  .string()
  .transform((value) => value.trim().replace(/^mailto:/i, ""))
  .pipe(
    z.union([z.email(), WebUrl], { error: "An e-mail address, or an absolute http or https URL." }).meta({
      example: "support@example.org",
    }),
  );

export const LegalLink = z.object({
  texts: textsUpTo(80).refine((texts) => Object.values(texts).some((value) => value.trim() !== ""), {
    error: "A text in one language at least.",
  }),
  url: WebUrl,
});
export type LegalLink = z.infer<typeof LegalLink>;

/** What staff say of the page itself, whole. */
export const PageBody = z.object({
  name: text(200),
  timeZone: TimeZone,
  /** The site's language: its pages stand without a prefix. */
  locale: Lang,
  /** Those in which pages are offered; the site's is one of them. */
  languages: listUpTo(Lang, 100),
  /** Markdown that stands on every public page, by language; {}: none. */
  notice: textsUpTo(4_096),
  support: orNull(Support),
  legalLinks: listUpTo(LegalLink, 8),
  /** Whether anybody may look an address up; else public pages tell counts only. */
  publicLookUps: z.boolean(),
});
export type PageBody = z.infer<typeof PageBody>;

/** As it is stored: what is left out is as the environment has it. `revision` counts the changes. */
export const SavedPage = PageBody.partial().extend({ revision: z.int().min(0) });
export type SavedPage = z.infer<typeof SavedPage>;

export const PageAnswer = PageBody.extend({
  /** 0: nothing was saved yet, all is as the environment has it. */
  revision: z.int(),
  /** Every language that pages can be offered in. */
  spoken: z.array(Lang),
});
export type PageAnswer = z.infer<typeof PageAnswer>;

export const getPageOperation = deskRead({
  id: "deskGetPage",
  path: "/api/desk/page",
  summary: "What holds of the page",
  role: "administrator",
  query: NoQuery,
  answer: PageAnswer,
});

export const putPageOperation = deskWrite({
  id: "deskPutPage",
  method: "PUT",
  path: "/api/desk/page",
  summary: "Save what holds of the page",
  role: "administrator",
  body: json(PageBody, {
    name: "Sending status",
    timeZone: "Europe/Paris",
    locale: "en",
    languages: ["en", "fr"],
    notice: { en: "We move to another data centre on Sunday." },
    support: "support@example.org",
    legalLinks: [{ texts: { en: "Imprint", fr: "Mentions légales" }, url: "https://www.example.org/legal" }],
    publicLookUps: true,
  }),
  headers: { "If-Match": "The ETag of the read that it is based on; 412 where somebody else was faster." },
  answers: { 200: { description: "Saved, as it holds now.", body: PageAnswer } },
  problems: { 412: ["precondition_failed"], 422: ["unknown_language"] },
});

export const settingsOperations: readonly Operation[] = [
  getPageOperation,
  putPageOperation,
  ...tokensOperations,
  ...probesOperations,
];
