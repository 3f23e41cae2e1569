import { isDeepStrictEqual } from "node:util";
import type { PageBody, SavedPage } from "@/domain/contract/desk/settings";
import type { Actor } from "@/server/actor";
import { recordAudit } from "@/server/audit";
import type { Context } from "@/server/context";
import type { Transaction } from "@/server/db";
import type { Settings } from "@/server/env";
import { cutDaysIn } from "@/server/figures/day-cache";
import { languages } from "@/server/messages";
import type { Fault } from "@/server/problem";
import { Problem } from "@/server/problem";
import { withdrawEarlier } from "@/server/version";

/** What holds of the page, as the desk reads and writes it. */
export function pageOf(settings: Settings): PageBody {
  const { pageName, timeZone, locale, languages: offered, notice, support, legalLinks, publicLookUps } = settings;
  return {
    name: pageName,
    timeZone,
    locale,
    languages: [...offered],
    notice: { ...notice },
    support,
    legalLinks: [...legalLinks],
    publicLookUps,
  };
}

/**
 * Saves settings of the page in the caller's transaction (that of `change`, whose right was checked) and answers whether
 * anything is new: then the version has to move. What `wanted` leaves out stays as it is saved, or as the environment has it.
 * A new zone cuts days anew; pages that offered look-ups or did not are shown no more where that changes. Throws 422 `unknown_language` at `/locale` or `/languages/<index>`, `invalid` at `/languages`.
 */
export async function savePage(
  context: Context,
  tx: Transaction,
  actor: Actor | "command",
  wanted: Partial<PageBody>,
): Promise<boolean> {
  const { settings } = context;
  const before = pageOf(settings);
  const after = tidied({ ...before, ...wanted });
  refuse(faultsOf(after));
  const { pageJson } = await tx.state.findUniqueOrThrow({ where: { id: 1 }, select: { pageJson: true } });
  const stored: Partial<SavedPage> = pageJson === null ? {} : JSON.parse(pageJson);
  const changed = !isDeepStrictEqual(after, before);
  const kept = Object.fromEntries(Object.entries(after).filter(([key]) => key in stored || key in wanted));
  const saved = { ...stored, ...kept, revision: settings.pageRevision + (changed ? 1 : 0) };
  // Values that were the environment's and are now saved change nothing, until the environment does.
  if (!isDeepStrictEqual(saved, stored)) {
    await tx.state.update({ where: { id: 1 }, data: { pageJson: JSON.stringify(saved) } });
  }
  if (after.timeZone !== before.timeZone) {
    await cutDaysIn(tx, after.timeZone);
    await tx.state.update({ where: { id: 1 }, data: { pastRevision: { increment: 1 } } });
  }
  if (after.publicLookUps !== before.publicLookUps) await withdrawEarlier(tx);
  if (changed) await recordAudit(tx, actor, "page.put", "page", null, { before, after });
  return changed;
}

/** Languages each once and in order, texts without those that say nothing. */
function tidied(page: PageBody): PageBody {
  const said = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).filter(([, value]) => value.trim() !== ""));
  return {
    ...page,
    languages: [...new Set(page.languages)].sort(),
    notice: said(page.notice),
    legalLinks: page.legalLinks.map(({ texts, url }) => ({ texts: said(texts), url })),
  };
}

function faultsOf({ locale, languages: offered }: PageBody): Fault[] {
  const known = languages();
  const detail = `One of ${known.join(", ")}.`;
  const unknown = [
    ["/locale", locale] as const,
    ...offered.map((lang, index) => [`/languages/${index}`, lang] as const),
  ]
    .filter(([, lang]) => !known.includes(lang))
    .map(([path]) => ({ path, code: "unknown_language", detail }));
  if (unknown.length > 0 || offered.includes(locale)) return unknown;
  return [{ path: "/languages", code: "invalid", detail: `${locale} is the site's language and must be offered.` }];
}

function refuse(errors: readonly Fault[]) {
  const [first] = errors;
  if (first === undefined) return;
  throw new Problem(422, first.code, `${first.path}: ${first.detail}`, { errors });
}
