import { v7 as newId } from "uuid";
import type { Impact } from "@/domain/contract/incident";
import type { UpdateBody } from "@/domain/contract/update";
import type { Instant } from "@/domain/instant";
import type { Transaction } from "@/server/db";
import type { Faults } from "./checks";
import type { UpdateVersion } from "./rows";
import { bigintOf, columnsOf } from "./rows";

/** An update as it is to be stored. */
export interface NewUpdate extends UpdateVersion {
  readonly postedAt: Instant;
  readonly nextUpdateBy: Instant | null;
  readonly notify: boolean;
}

/** The update that a body asks for, and what is wrong with it. `pointer`: where in the body it stands. */
export function checkUpdate(
  faults: Faults,
  pointer: string,
  body: UpdateBody,
  impact: Impact,
  now: Instant,
): NewUpdate {
  faults.status(`${pointer}/status`, impact, body.status);
  return {
    title: body.title,
    bodyMarkdown: body.bodyMarkdown,
    lang: body.lang,
    translations: body.translations ?? {},
    status: body.status,
    at: faults.notAhead(`${pointer}/at`, body.at ?? now, now),
    approximate: body.approximate,
    postedAt: faults.posted(`${pointer}/postedAt`, body.postedAt ?? now, now),
    nextUpdateBy: body.nextUpdateBy,
    notify: body.notify,
  };
}

/** Stores an update and returns its id. */
export async function createUpdate(tx: Transaction, incidentId: string, update: NewUpdate): Promise<string> {
  const { postedAt, nextUpdateBy, notify, ...version } = update;
  const id = newId();
  await tx.update.create({
    data: {
      ...columnsOf(version),
      id,
      incidentId,
      notify,
      postedAt: BigInt(postedAt),
      nextUpdateBy: bigintOf(nextUpdateBy),
    },
  });
  return id;
}
