import type { EditableIncident, EditableUpdate, EditableVersion } from "@/domain/contract/desk/incident-texts";

/** A text in one language. `title` null: this text has none to be edited. */
export interface EditedText {
  readonly title: string | null;
  readonly body: string;
}

/** What is being edited: the texts by language, and the revision that they are based on. JSON can say it, so a draft can keep it. */
export interface Edited {
  readonly revision: number;
  readonly texts: Texts;
  readonly facts: Facts | null;
}

/** What an update says beside its texts; null for what is no update. */
export type Facts = Pick<EditableVersion, "status" | "at" | "approximate">;

export type Texts = Readonly<Record<string, EditedText>>;

/** A text of an incident that can be edited: where it stands, and how it is written back. */
export interface Subject {
  /** Of the draft. */
  readonly draft: string;
  /** What the PATCH goes to. */
  readonly path: string;
  /** That of the original, first; then those of the pages. */
  readonly languages: readonly string[];
  /** What an incident holds of it. */
  readonly read: (incident: EditableIncident) => Edited;
  /** What a PATCH says to make an incident hold `edited`. What is in languages that are not edited stays. */
  readonly patch: (incident: EditableIncident, edited: Edited) => object;
}

export function updateOf(incident: EditableIncident, id: string): EditableUpdate | undefined {
  return incident.updates.find((update) => update.id === id);
}

/** The texts of an update. */
export function updateSubject(incident: EditableIncident, id: string, languages: readonly string[]): Subject {
  const lang = updateOf(incident, id)?.lang ?? incident.lang;
  const all = [...new Set([lang, ...languages])];
  return {
    draft: `edit/${id}`,
    path: `/api/v1/incidents/${incident.id}/updates/${id}`,
    languages: all,
    read(from) {
      const update = updateOf(from, id);
      const texts = all.map((each): [string, EditedText] => {
        const translated = update?.translations[each];
        const [title, body] =
          each === lang ? [update?.title, update?.bodyMarkdown] : [translated?.title, translated?.bodyMarkdown];
        return [each, { title: title ?? "", body: body ?? "" }];
      });
      return { revision: update?.revision ?? 0, texts: Object.fromEntries(texts), facts: factsOf(update) };
    },
    patch(to, { texts, facts }) {
      const own = texts[lang];
      const translations = merged(updateOf(to, id)?.translations ?? {}, texts, lang, ({ title, body }) => ({
        title: orLeftOut(title),
        bodyMarkdown: orLeftOut(body),
      }));
      const title = own?.title?.trim() ? own.title : null;
      return { title, bodyMarkdown: own?.body ?? "", translations, ...facts };
    },
  };
}

/** The notice or the post-mortem of an incident; empty: there is none. */
export function incidentSubject(
  incident: EditableIncident,
  kind: "notice" | "postmortem",
  languages: readonly string[],
): Subject {
  const field = `${kind}Markdown` as const;
  const all = [...new Set([incident.lang, ...languages])];
  return {
    draft: `${kind}/${incident.id}`,
    path: `/api/v1/incidents/${incident.id}`,
    languages: all,
    read(from) {
      const texts = all.map((each): [string, EditedText] => {
        const body = each === incident.lang ? from[field] : from.translations[each]?.[field];
        return [each, { title: null, body: body ?? "" }];
      });
      return { revision: from.revision, texts: Object.fromEntries(texts), facts: null };
    },
    patch(to, { texts }) {
      const own = texts[incident.lang]?.body ?? "";
      const translations = merged(to.translations, texts, incident.lang, ({ body }) => ({ [field]: orLeftOut(body) }));
      return { [field]: own.trim() === "" ? null : own, translations };
    },
  };
}

function factsOf(update: EditableUpdate | undefined): Facts | null {
  return update === undefined ? null : { status: update.status, at: update.at, approximate: update.approximate };
}

type Fields = Readonly<Record<string, string | undefined>>;

function merged(
  before: Readonly<Record<string, Fields>>,
  texts: Texts,
  original: string,
  fieldsOf: (text: EditedText) => Fields,
): Record<string, Fields> {
  const after: Record<string, Fields> = { ...before };
  for (const [lang, text] of Object.entries(texts)) {
    if (lang === original) continue;
    const fields = Object.entries({ ...after[lang], ...fieldsOf(text) }).filter(([, value]) => value !== undefined);
    if (fields.length === 0) delete after[lang];
    else after[lang] = Object.fromEntries(fields);
  }
  return after;
}

function orLeftOut(text: string | null): string | undefined {
  return text === null || text.trim() === "" ? undefined : text;
}

/** Whether two say the same. */
export function saysTheSame(a: Texts, b: Texts): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (lang) => (a[lang]?.title ?? "") === (b[lang]?.title ?? "") && (a[lang]?.body ?? "") === (b[lang]?.body ?? ""),
  );
}
