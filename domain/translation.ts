/** Texts in other languages, by language tag and field; what is left out was not translated. */
export type Translations<Field extends string> = Readonly<
  Record<string, { readonly [Name in Field]?: string | null | undefined } | undefined>
>;

/** A text and the language that it is in, so that whoever shows it can mark it. */
export interface Translated<T extends string | null> {
  readonly text: T | string;
  readonly lang: string;
}

/**
 * Gives a reader each text in the language `wanted`, else the original, which is in `lang`. Two fields may come in different
 * languages, since a translation need not be complete. `wanted` null, or one that nobody wrote: the originals.
 */
export function reader<Field extends string>(
  lang: string,
  translations: Translations<Field>,
  wanted: string | null,
): <T extends string | null>(field: Field, original: T) => Translated<T> {
  const tag = wanted?.toLowerCase();
  // Language tags do not tell upper from lower case (RFC 5646, 2.1.1).
  const found =
    tag === lang.toLowerCase() ? undefined : Object.keys(translations).find((key) => key.toLowerCase() === tag);
  const translation = found === undefined ? undefined : translations[found];
  return (field, original) => {
    const text = original === null ? null : translation?.[field];
    return typeof text === "string" && found !== undefined ? { text, lang: found } : { text: original, lang };
  };
}

/**
 * Of one text in several languages the one in `wanted`, else that in `fallback`, else the first, with the language that it is in.
 * null: there is none.
 */
export function textIn(
  texts: Readonly<Record<string, string>>,
  wanted: string,
  fallback: string,
): Translated<string> | null {
  const lang = [wanted, fallback, ...Object.keys(texts)].find((tag) => texts[tag] !== undefined);
  return lang === undefined ? null : { text: texts[lang] ?? "", lang };
}
