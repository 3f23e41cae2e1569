import { z } from "zod";

const notStorable = /[\0\p{Surrogate}]/u;

/** Code points, not UTF-16 units: an emoji counts once. */
function codePointsOf(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * Text of at most `max` code points without NUL and without unpaired surrogates, which no UTF-8 can carry.
 * May be empty.
 */
export function looseText(max: number) {
  return z
    .string()
    .refine((text) => text.length <= max || (text.length <= 2 * max && codePointsOf(text) <= max), {
      error: `At most ${max} characters.`,
    })
    .refine((text) => !notStorable.test(text), { error: "No NUL and no unpaired surrogate in a text." })
    .meta({ maxLength: max });
}

/** Text that says something: `looseText` with at least one character that is not white space. */
export function text(max: number) {
  return looseText(max)
    .refine((value) => value.trim() !== "", { error: "Must not be empty." })
    .meta({ minLength: 1, maxLength: max });
}

/** A field that a body may leave out or set to null, which means the same. */
export function orNull<T extends z.ZodType>(schema: T) {
  return schema.nullable().default(null);
}

/** A list of at most `max` items. A longer one is refused with `code` before its items are looked at. */
export function listUpTo<T extends z.ZodType>(item: T, max: number, code = "invalid") {
  return z.preprocess((list, context) => {
    if (Array.isArray(list) && list.length > max) {
      context.issues.push({ code: "custom", message: `At most ${max} entries.`, params: { code }, input: list });
    }
    return list;
  }, z.array(item));
}

/** The name of a network or source in addresses. */
export const Slug = z
  .string()
  .max(64, { error: "At most 64 characters." })
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: "Lower-case letters, digits and single hyphens between them." })
  .meta({ example: "main" });
export type Slug = z.infer<typeof Slug>;

export const Name = text(200);
export const Title = text(120);
export const Description = text(4_096);

/** 64 KiB, in code points. */
export const Markdown = text(65_536);

/** An absolute address of the web; `{ip}` and the like in it are kept as they are. */
export const WebUrl = looseText(2_048)
  // Browsers take tabs and line ends out of a URL: what is shown and what is opened would differ.
  .refine((url) => /^https?:\/\/[^\s/][^\t\r\n]*$/i.test(url) && URL.canParse(url), {
    error: "An absolute http or https URL.",
  })
  .meta({ format: "uri", example: "https://www.example.org/removal?ip={ip}" });

/** The language of a text: a BCP 47 tag. */
export const Lang = z
  .string()
  .max(35)
  .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/, { error: "A BCP 47 language tag, such as fr." })
  .meta({ example: "fr" });

/** Texts in other languages, by language tag. */
export function translationsOf<T extends z.ZodRawShape>(fields: T) {
  return z.record(Lang, z.object(fields).partial()).meta({ example: { fr: {} } });
}
