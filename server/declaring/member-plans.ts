import type { EntryFault } from "@/domain/cidr";
import { expandEntries } from "@/domain/cidr";
import type { AddressEntry } from "@/domain/contract/network";
import type { Instant } from "@/domain/instant";
import type { MemberFault, MemberPlan, StoredMember, WantedMember } from "@/domain/membership";
import { planMembers } from "@/domain/membership";
import type { Database, Transaction } from "@/server/db";
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

/** What a declaration comes to for the memberships of a network, with what it was worked out from. */
export interface Planned {
  readonly plan: MemberPlan;
  readonly wanted: ReadonlyMap<string, Wanted>;
  readonly held: ReadonlyMap<string, readonly StoredMember[]>;
}

/** What stands in its way: faults of entries, or of addresses. */
export type Obstacles =
  | { readonly entryFaults: readonly EntryFault[] }
  | { readonly memberFaults: readonly MemberFault[]; readonly wanted: ReadonlyMap<string, Wanted> };

/** What the entries come to for the network (0: a new one) at `now`, or every fault found; nothing is written. */
export async function tryEntries(
  reader: Database | Transaction,
  network: number,
  entries: readonly AddressEntry[],
  now: Instant,
): Promise<Planned | Obstacles> {
  const expanded = expandEntries<Wanted>(entries.map((entry, index) => ({ ...entry, index })));
  if ("faults" in expanded) return { entryFaults: expanded.faults };
  const wanted = expanded.resolved;
  const held = await readHeld(reader, network, wanted.keys());
  const planned = planMembers(network, now, wanted, held);
  return "plan" in planned ? { plan: planned.plan, wanted, held } : { memberFaults: planned.faults, wanted };
}

/**
 * As `tryEntries`, for a write. Throws 422 `invalid`, `duplicate_address`, `too_many_addresses`, `in_future` or `overlap`, else
 * 409 `address_taken`, with a fault for each address up to 100.
 */
export async function planEntries(
  tx: Transaction,
  network: number,
  entries: readonly AddressEntry[],
  now: Instant,
): Promise<Planned> {
  const planned = await tryEntries(tx, network, entries, now);
  if ("plan" in planned) return planned;
  if ("entryFaults" in planned) {
    throw invalidBody(planned.entryFaults.map(({ index, code, detail }) => ({ path: pathOf(index), code, detail })));
  }
  const { memberFaults, wanted } = planned;
  throw await refusal(tx, memberFaults, (address) => pathOf(wanted.get(address)?.index ?? null));
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
  const slugs = await slugsOfFaults(tx, faults);
  const errors = faults.slice(0, 100).map(({ address, code, network }) => ({
    path: place(address),
    code,
    detail: `${address} is in the network ${slugs.get(network ?? 0)}: leave it out there first.`,
  }));
  const more = faults.length > 1 ? ` So it is with ${faults.length - 1} more.` : "";
  return new Problem(409, "address_taken", `${errors[0]?.detail}${more}`, { errors });
}

/** The slugs of the networks that faults name. */
export async function slugsOfFaults(
  reader: Database | Transaction,
  faults: readonly MemberFault[],
): Promise<Map<number, string>> {
  const rows = await reader.network.findMany({
    where: { id: { in: [...new Set(faults.flatMap(({ network }) => network ?? []))] } },
    select: { id: true, slug: true },
  });
  return new Map(rows.map(({ id, slug }) => [id, slug]));
}
