import { expandEntries } from "@/domain/cidr";
import type { AddressEntry } from "@/domain/contract/network";
import type { Instant } from "@/domain/instant";
import type { MemberFault, MemberPlan, WantedMember } from "@/domain/membership";
import { planMembers } from "@/domain/membership";
import type { Transaction } from "@/server/db";
import type { Fault } from "@/server/problem";
import { Problem } from "@/server/problem";
import { invalidBody } from "./declarations";
import { readHeld } from "./members";

/** What an address is declared as, and by which entry of the body. */
interface Wanted extends WantedMember {
  readonly address: string;
  readonly index: number;
}

const REASONS = {
  in_future: "is to join in the future; `since` is at most now.",
  overlap: "had an earlier membership then: `since` must not lie before its end, nor before the start of another role.",
};

/**
 * What the entries come to for the network at `now`; nothing is written. Throws 422 `invalid`, `duplicate_address`,
 * `too_many_addresses`, `in_future` or `overlap`, else 409 `address_taken`, with a fault for each address up to 100.
 */
export async function planEntries(
  tx: Transaction,
  network: number,
  entries: readonly AddressEntry[],
  now: Instant,
): Promise<MemberPlan> {
  const expanded = expandEntries<Wanted>(entries.map((entry, index) => ({ ...entry, index })));
  if ("faults" in expanded) {
    throw invalidBody(expanded.faults.map(({ index, code, detail }) => ({ path: pathOf(index), code, detail })));
  }
  const wanted = expanded.resolved;
  const planned = planMembers(network, now, wanted, await readHeld(tx, network, wanted.keys()));
  if ("plan" in planned) return planned.plan;
  throw await refusal(tx, planned.faults, (address) => pathOf(wanted.get(address)?.index ?? null));
}

function pathOf(index: number | null): string {
  return index === null ? "/addresses" : `/addresses/${index}`;
}

async function refusal(
  tx: Transaction,
  faults: readonly MemberFault[],
  place: (address: string) => string,
): Promise<Problem> {
  const misdated: Fault[] = [];
  for (const { address, code } of faults) {
    if (code === "address_taken") continue;
    misdated.push({ path: place(address), code, detail: `${address} ${REASONS[code]}` });
  }
  if (misdated.length > 0) return invalidBody(misdated);
  const networks = await tx.network.findMany({
    where: { id: { in: [...new Set(faults.flatMap(({ network }) => network ?? []))] } },
    select: { id: true, slug: true },
  });
  const slugs = new Map(networks.map(({ id, slug }) => [id, slug]));
  const errors = faults.slice(0, 100).map(({ address, code, network }) => ({
    path: place(address),
    code,
    detail: `${address} is in the network ${slugs.get(network ?? 0)}: leave it out there first.`,
  }));
  const more = faults.length > 1 ? ` So it is with ${faults.length - 1} more.` : "";
  return new Problem(409, "address_taken", `${errors[0]?.detail}${more}`, { errors });
}
