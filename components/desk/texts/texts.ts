import { changedOf, mergeFields } from "@/components/desk/merge-fields";
import type { EditableIncident, EditableUpdate, EditableVersion } from "@/domain/contract/desk/incident-texts";

/** A text in one language. `title` null: this text has none to be edited. */
export interface EditedText {
  readonly title: string | null;
  readonly body: string;
}

/** What is being edited: the texts by language, and what else the update says. JSON can say it, so a draft can keep it. */
export interface Edited {
  readonly texts: Texts;
  /** null for what is no update. */
  readonly facts: Facts | null;
}

/** What is published, to edit it. */
export interface Published extends Edited {
  /** For If-Match. */
  readonly revision: number;
  /** How often something was redacted in it. */
  readonly redactions: number;
}

/** What an update says beside its texts. */
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
  readonly read: (incident: EditableIncident) => Published;
  /** What a PATCH says to make an incident that holds `base` hold `edited`: what differs, and nothing else. */
  readonly patch: (incident: EditableIncident, base: Edited, edited: Edited) => object;
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
      const redactions = update?.redactions.length ?? 0;
      const revision = update?.revision ?? 0;
      return { revision, redactions, texts: Object.fromEntries(texts), facts: factsOf(update) };
    },
    patch(to, base, { texts, facts }) {
      const [own, before] = [texts[lang], base.texts[lang]];
      const others = changedLanguages(base.texts, texts, lang);
      const translations = merged(updateOf(to, id)?.translations ?? {}, others, ({ title, body }) => ({
        title: orLeftOut(title),
        bodyMarkdown: orLeftOut(body),
      }));
      const changed = facts === null || base.facts === null ? [] : changedOf(facts, base.facts);
      return {
        ...(own?.title === before?.title ? {} : { title: own?.title?.trim() ? own.title : null }),
        ...(own?.body === before?.body ? {} : { bodyMarkdown: own?.body ?? "" }),
        ...(Object.keys(others).length === 0 ? {} : { translations }),
        ...Object.fromEntries(changed.map((field) => [field, facts?.[field]])),
      };
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
      const redactions = from.updates.reduce((count, update) => count + update.redactions.length, 0);
      return { revision: from.revision, redactions, texts: Object.fromEntries(texts), facts: null };
    },
    patch(to, base, { texts }) {
      const own = texts[incident.lang]?.body ?? "";
      const others = changedLanguages(base.texts, texts, incident.lang);
      const translations = merged(to.translations, others, ({ body }) => ({ [field]: orLeftOut(body) }));
      return {
        ...(own === base.texts[incident.lang]?.body ? {} : { [field]: own.trim() === "" ? null : own }),
        ...(Object.keys(others).length === 0 ? {} : { translations }),
      };
    },
  };
}

function factsOf(update: EditableUpdate | undefined): Facts | null {
  return update === undefined ? null : { status: update.status, at: update.at, approximate: update.approximate };
}

type Fields = Readonly<Record<string, string | undefined>>;

function changedLanguages(base: Texts, texts: Texts, original: string): Texts {
  const changed = Object.entries(texts).filter(
    ([lang, text]) => lang !== original && (text.title !== base[lang]?.title || text.body !== base[lang]?.body),
  );
  return Object.fromEntries(changed);
}

function merged(
  before: Readonly<Record<string, Fields>>,
  texts: Texts,
  fieldsOf: (text: EditedText) => Fields,
): Record<string, Fields> {
  const after: Record<string, Fields> = { ...before };
  for (const [lang, text] of Object.entries(texts)) {
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
export function saysTheSame(a: Edited, b: Edited): boolean {
  const languages = [...new Set([...Object.keys(a.texts), ...Object.keys(b.texts)])];
  return (
    (a.facts === null || b.facts === null || changedOf(a.facts, b.facts).length === 0) &&
    languages.every((lang) => {
      const [one, other] = [a.texts[lang], b.texts[lang]];
      return (one?.title ?? "") === (other?.title ?? "") && (one?.body ?? "") === (other?.body ?? "");
    })
  );
}

/** One's own onto what a colleague made of it: what one did not change is as they say. */
export function mergeEdits(mine: Edited, base: Edited, theirs: Edited): Edited {
  const texts = Object.entries(mine.texts).map(([lang, text]) => {
    const published = theirs.texts[lang] ?? text;
    return [lang, mergeFields(text, base.texts[lang] ?? { title: null, body: "" }, published)];
  });
  const { facts } = mine;
  const hasFacts = facts !== null && base.facts !== null && theirs.facts !== null;
  return { texts: Object.fromEntries(texts), facts: hasFacts ? mergeFields(facts, base.facts, theirs.facts) : facts };
}
