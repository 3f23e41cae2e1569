import type { AnswersBody } from "@/domain/contract/desk/checks";
import type { AddressId, SourceId } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import { Prisma } from "@/prisma/generated/client/client";
import type { StaffActor } from "@/server/actor";
import { senderOf } from "@/server/actor";
import type { Context } from "@/server/context";
import { jsonList, readTuples } from "@/server/database/sql";

/** A press of a key at the desk is one act, whatever it says of how many addresses. Its events are numbered under its id. */
export function eventIdOf(press: string, index: number): string {
  return `${press}/${index}`;
}

/** Under which a press is remembered among idempotent requests. */
export function keyOfPress(press: string): string {
  return `check ${press}`;
}

/** The instant of each event that the press has already stored, by its index. */
export async function readStored(
  { db }: Context,
  actor: StaffActor,
  { id, answers }: AnswersBody,
): Promise<Map<number, Instant>> {
  const ids = answers.map((_, index) => eventIdOf(id, index));
  const rows = await readTuples<[string, Instant]>(
    db,
    Prisma.sql`e."externalId", e."at"`,
    Prisma.sql`"Event" AS e WHERE e."sender" = ${senderOf(actor)} AND e."externalId" IN ${jsonList(ids)}`,
  );
  return new Map(rows.map(([external, at]) => [ids.indexOf(external), at]));
}

/** The addresses in use now among these, with whether the source blocks them and their network. */
export async function readAsked({ db, clock }: Context, source: SourceId, addresses: readonly string[]) {
  const now = clock.now();
  const rows = await readTuples<[string, AddressId, string, number]>(
    db,
    Prisma.sql`a."ip", a."id", n."slug", EXISTS (
      SELECT 1 FROM "Block" AS b WHERE b."addressId" = a."id" AND b."sourceId" = ${source}
        AND b."fromAt" <= ${now} AND (b."toAt" IS NULL OR b."toAt" > ${now}))`,
    Prisma.sql`"Address" AS a JOIN "Membership" AS m ON m."addressId" = a."id" JOIN "Network" AS n ON n."id" = m."networkId"
      WHERE a."ip" IN ${jsonList(addresses)} AND n."hiddenAt" IS NULL
        AND m."fromAt" <= ${now} AND (m."toAt" IS NULL OR m."toAt" > ${now})`,
  );
  return new Map(rows.map(([ip, id, network, blocked]) => [ip, { id, network, isBlocked: blocked === 1 }]));
}

/** Of the event that corrects another of the press. */
export function undoIdOf(press: string, index: number): string {
  return `${eventIdOf(press, index)}/undo`;
}
