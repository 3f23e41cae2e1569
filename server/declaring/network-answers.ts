import type { AddressNumber } from "@/domain/address";
import { parseNumber } from "@/domain/address";
import type { NetworkAnswer } from "@/domain/contract/network";
import { formatInstant } from "@/domain/instant";
import { reader } from "@/domain/translation";
import type { Prisma } from "@/prisma/generated/client/client";
import type { Database, Transaction } from "@/server/db";
import { minutesOf } from "./declarations";
import type { MemberCounts, PresentMember } from "./members";
import { countMembers, listMembers } from "./members";

/** What a network's answer is made of, with the setting that holds now. */
export const networkInclude = {
  settings: { orderBy: { fromAt: "desc" }, take: 1 },
} satisfies Prisma.NetworkInclude;
export type NetworkRow = Prisma.NetworkGetPayload<{ include: typeof networkInclude }>;

/** Who looks, and in which language; `lang` null: the original. */
export interface View {
  readonly lang: string | null;
  readonly seesAddresses: boolean;
}

/** Answers of networks in the order of `rows`. `viewOf` says for each who looks. */
export async function answerNetworks(
  database: Database | Transaction,
  rows: readonly NetworkRow[],
  viewOf: (slug: string) => View,
): Promise<NetworkAnswer[]> {
  const counts = await countMembers(
    database,
    rows.map(({ id }) => id),
  );
  const shown = rows.filter(({ slug }) => viewOf(slug).seesAddresses).map(({ id }) => id);
  const members = shown.length === 0 ? new Map() : await listMembers(database, shown);
  return rows.map((row) => {
    const count = counts.get(row.id) ?? { sending: 0, idle: 0 };
    const view = viewOf(row.slug);
    return {
      ...answerOf(row, view, count),
      ...(view.seesAddresses ? { addresses: ordered(members.get(row.id) ?? []) } : {}),
    };
  });
}

function answerOf(row: NetworkRow, { lang }: View, { sending, idle }: MemberCounts): NetworkAnswer {
  const translations: NetworkAnswer["translations"] =
    row.translationsJson === null ? null : JSON.parse(row.translationsJson);
  const read = reader(row.lang ?? "", translations ?? {}, lang);
  const name = read("name", row.name);
  return {
    slug: row.slug,
    name: name.text,
    description: read("description", row.description).text,
    lang: name.lang === "" ? null : name.lang,
    translations,
    position: row.position,
    customerShare: row.customerShare,
    staleAfterMinutes: minutesOf(row.settings[0]?.staleAfterMs ?? null),
    sending,
    idle,
    createdAt: formatInstant(Number(row.createdAt)),
    updatedAt: formatInstant(Number(row.updatedAt)),
  };
}

/** IPv4 before IPv6, each by number. Each address is read once: a comparison that reads both would do so a million times. */
function ordered(members: readonly PresentMember[]): NonNullable<NetworkAnswer["addresses"]> {
  return members
    .map((member) => ({ member, number: parseNumber(member.address) ?? NOWHERE }))
    .sort((a, b) => a.number.bits - b.number.bits || (a.number.value < b.number.value ? -1 : 1))
    .map(({ member: { address, role, label, since } }) => ({ address, role, label, since: formatInstant(since) }));
}

const NOWHERE: AddressNumber = { bits: 128, value: 0n };
