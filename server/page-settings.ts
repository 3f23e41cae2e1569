import type { PageAnswer, PageBody } from "@/domain/contract/desk/settings";
import type { Wish } from "@/server/declaring/declarations";
import { etagOf, requireMatch } from "@/server/declaring/declarations";
import { pageOf, savePage } from "@/server/page-settings/saving";
import type { Actor } from "./actor";
import { requireStaff } from "./actor";
import { change } from "./change";
import type { Context } from "./context";
import { languages } from "./messages";
import { freshenSettings } from "./saved-settings";

/** What holds of the page, with the ETag that a save gives back as If-Match. */
export interface Page {
  readonly answer: PageAnswer;
  readonly etag: string;
}

/** What holds of the page: saved, or from the environment. Throws 401, 403 `administrator_only`, 503. */
export async function getPage(context: Context, actor: Actor): Promise<Page> {
  requireStaff(actor, "administrator");
  await freshenSettings(context);
  return page(context);
}

/**
 * Saves what staff say of the page, whole, and gives it back: it holds at once, everywhere. A save of what is saved changes
 * nothing and moves no version.
 * Throws 401, 403 `administrator_only`, 412 `precondition_failed`, 422 as `savePage` does, 503.
 */
export async function putPage(
  context: Context,
  actor: Actor,
  body: PageBody,
  { ifMatch = null }: Wish = {},
): Promise<Page> {
  requireStaff(actor, "administrator");
  await change(context, async (tx) => {
    requireMatch(ifMatch, BigInt(context.settings.pageRevision));
    return { result: null, changed: await savePage(context, tx, actor, body) };
  });
  return page(context);
}

function page({ settings }: Context): Page {
  const { pageRevision } = settings;
  return {
    answer: { ...pageOf(settings), revision: pageRevision, spoken: languages() },
    etag: etagOf(BigInt(pageRevision), "page"),
  };
}
