import type { UpdateBody } from "@/domain/contract/update";
import type { Instant } from "@/domain/instant";
import { formatInstant } from "@/domain/instant";
import { promisedAt } from "@/domain/promise";
import type { UpdateText } from "./update-fields";
import { textsIn } from "./update-fields";

/** What is typed for an update, as it is kept while it is. */
export interface UpdateDraft {
  /** Its Idempotency-Key: a draft is published once, however often it is sent. */
  readonly key: string;
  readonly text: UpdateText;
  readonly promise: string;
  /** null: not chosen yet. */
  readonly notify: boolean | null;
  /** The questions of readers that who writes has ticked off. */
  readonly ticked: readonly string[];
  /** What was sent last, and what it was made of: sent again unchanged, it must be the same bytes. */
  readonly sent: { readonly of: string; readonly body: string } | null;
  /** The body that was sent first under the key; null: none yet. */
  readonly first: string | null;
}

export function newDraft(text: UpdateText, promise: string, ticked: readonly string[] = []): UpdateDraft {
  return { key: newKey(), text, promise, notify: null, ticked, sent: null, first: null };
}

/** A key that nothing was sent under. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}

interface Writing {
  readonly own: string;
  readonly languages: readonly string[];
}

/** The languages that an update has a text in, the site's own first: the first is that of the original. */
export function writtenLanguages(text: UpdateText, { own, languages }: Writing): string[] {
  return [own, ...languages.filter((lang) => lang !== own)].filter(
    (lang) => textsIn(text, lang, own).bodyMarkdown.trim() !== "",
  );
}

/** The Markdown of an update in every language, the site's own first. */
export function bodiesOf({ bodyMarkdown, translations }: UpdateText): string[] {
  return [bodyMarkdown, ...Object.values(translations).map((translation) => translation.bodyMarkdown)];
}

/** Texts as the API takes them: one original, and the others as its translations. */
function textsBody(text: UpdateText, site: Writing) {
  const [first = site.own, ...others] = writtenLanguages(text, site);
  const original = textsIn(text, first, site.own);
  const translations = Object.fromEntries(
    others.map((lang) => {
      const { title, bodyMarkdown } = textsIn(text, lang, site.own);
      return [lang, { ...(title.trim() === "" ? {} : { title }), bodyMarkdown }];
    }),
  );
  return {
    title: original.title.trim() === "" ? null : original.title,
    bodyMarkdown: original.bodyMarkdown,
    lang: first,
    translations: others.length === 0 ? null : translations,
    status: text.status,
    at: text.at,
    approximate: text.approximate,
  };
}

type Sent<T> = { readonly [Field in keyof T]?: unknown };

/** The body that posts the draft. A promise of so long after is counted from `now`. */
export function updateBody(
  { text, promise, notify }: UpdateDraft,
  site: Writing,
  now: Instant,
  zone: string,
): Sent<UpdateBody> {
  const isOver = text.status === "resolved" || text.status === "completed";
  const promised = isOver ? null : promisedAt(promise, now, zone);
  return {
    ...textsBody(text, site),
    notify: notify ?? false,
    nextUpdateBy: promised === null ? null : formatInstant(promised),
  };
}

const NOTIFY_KEY = "vigie.notify";

/** What was chosen last in this browser; null: nothing yet. */
export function lastNotify(): boolean | null {
  try {
    const kept = localStorage.getItem(NOTIFY_KEY);
    return kept === null ? null : kept === "yes";
  } catch {
    return null;
  }
}

export function rememberNotify(notify: boolean): void {
  try {
    localStorage.setItem(NOTIFY_KEY, notify ? "yes" : "no");
  } catch {
    // A browser that keeps nothing asks again.
  }
}
