import { SavedPage } from "@/domain/contract/desk/settings";
import type { Context } from "./context";
import type { Database, Transaction } from "./db";
import type { Settings } from "./env";
import { languages } from "./messages";

/**
 * What each look at the database reads: with the version, from which one on anything may be shown, when people last said
 * anything, and what somebody saved.
 */
export interface SavedState {
  readonly version: bigint;
  readonly shownFrom: bigint;
  readonly saidRevision: bigint;
  readonly pageJson: string | null;
}

export const savedState = { version: true, shownFrom: true, saidRevision: true, pageJson: true } as const;

/**
 * Lets `context.settings` say what is saved, whichever process saved it, and answers the version at which it was read.
 * Throws what the database throws.
 */
export async function freshenSettings(context: Context, reader: Database | Transaction = context.db): Promise<number> {
  const state = await reader.state.findUniqueOrThrow({ where: { id: 1 }, select: savedState });
  noteSaved(context, state);
  return Number(state.version);
}

/** The same, from a row that was read. A row that is older than what is known changes nothing. */
export function noteSaved({ memory, log }: Context, { version, shownFrom, saidRevision, pageJson }: SavedState): void {
  const { settings } = memory;
  if (version < settings.version) return;
  if (version > settings.version) queueMicrotask(memory.onVersion);
  if (pageJson === settings.pageJson) {
    memory.settings = { ...settings, version, shownFrom, saidRevision };
    return;
  }
  const saved = pageJson === null ? null : SavedPage.safeParse(JSON.parse(pageJson));
  if (saved?.error !== undefined) log.error({ err: saved.error }, "The saved settings of the page cannot be read.");
  const { environment } = settings;
  const current = saved?.data === undefined ? environment : settingsOver(environment, saved.data);
  memory.settings = { environment, current, pageJson, version, shownFrom, saidRevision };
}

/** What is saved wins; a language that this version does not speak counts as not saved. */
function settingsOver(environment: Settings, saved: SavedPage): Settings {
  const { locale = environment.locale, languages: offered = languages() } = saved;
  const own = languages().includes(locale) ? locale : environment.locale;
  return {
    ...environment,
    pageName: saved.name ?? environment.pageName,
    timeZone: saved.timeZone ?? environment.timeZone,
    locale: own,
    languages: languages().filter((lang) => lang === own || offered.includes(lang)),
    notice: saved.notice ?? environment.notice,
    support: saved.support ?? environment.support,
    legalLinks: saved.legalLinks ?? environment.legalLinks,
    publicLookUps: saved.publicLookUps ?? environment.publicLookUps,
    pageRevision: saved.revision,
  };
}
