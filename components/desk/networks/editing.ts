import { mergeFields } from "@/components/desk/merge-fields";
import { expandEntries } from "@/domain/cidr";
import type { DeskNetwork } from "@/domain/contract/desk/declaring";
import type { NetworkBody } from "@/domain/contract/network";
import { formatInstant } from "@/domain/instant";
import type { Members } from "@/domain/member-merge";
import { mergeMembers } from "@/domain/member-merge";
import { parsePaste } from "@/domain/paste/paste";
import type { PrintWords } from "@/domain/paste/print";
import { printMembers } from "@/domain/paste/print";
import type { PastedEntry } from "@/domain/paste/reading";

type Translations = NonNullable<NetworkBody["translations"]>;

/** What stands in the fields of the form, as it is typed. */
export interface Fields {
  readonly name: string;
  readonly description: string;
  readonly lang: string | null;
  readonly translations: Translations;
  readonly position: string;
  /** In percent. */
  readonly customerShare: string;
  readonly staleAfterMinutes: string;
}

/** What somebody makes of a network, and what they began with. */
export interface Editing {
  readonly slug: string;
  readonly fields: Fields;
  readonly text: string;
  /** `etag` null: there was none. */
  readonly base: { readonly etag: string | null; readonly fields: Fields; readonly text: string };
}

/** What to begin with. Since when addresses are members is left out, which keeps it. */
export function editingOf(declared: DeskNetwork | null, lang: string, words: PrintWords): Editing {
  const network = declared?.network;
  const fields: Fields = {
    name: network?.name ?? "",
    description: network?.description ?? "",
    lang: network === undefined ? lang : network.lang,
    translations: network?.translations ?? {},
    position: String(network?.position ?? 0),
    customerShare: network?.customerShare == null ? "" : String(Math.round(network.customerShare * 1e6) / 1e4),
    staleAfterMinutes: network?.staleAfterMinutes == null ? "" : String(network.staleAfterMinutes),
  };
  const members = (network?.addresses ?? []).map(({ address, role, label }) => ({ address, role, label }));
  const text = printMembers(members, words);
  return { slug: network?.slug ?? "", fields, text, base: { etag: declared?.etag ?? null, fields, text } };
}

/** Entries as the API takes them. */
export function addressesOf(entries: readonly PastedEntry[]) {
  return entries.map(({ address, role, label, since }) => ({
    ...{ address, role, label },
    since: since === null ? null : formatInstant(since),
  }));
}

/** The declaration as the API takes it; numbers that are none are left for it to refuse. */
export function bodyOf({ fields }: Editing, entries: readonly PastedEntry[]) {
  const { name, description, lang, translations, position, customerShare, staleAfterMinutes } = fields;
  const share = numberOf(customerShare);
  const said = Object.entries(translations)
    .map(([tag, texts]) => [tag, Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ""))] as const)
    .filter(([, texts]) => Object.keys(texts).length > 0);
  return {
    ...{ name, lang, description: description.trim() === "" ? null : description },
    translations: said.length === 0 ? null : Object.fromEntries(said),
    position: numberOf(position) ?? 0,
    customerShare: typeof share === "number" ? share / 100 : share,
    staleAfterMinutes: numberOf(staleAfterMinutes),
    addresses: addressesOf(entries),
  };
}

/** null where nothing is typed; the text itself where it is no number. A comma counts as a point. */
function numberOf(text: string): number | string | null {
  if (text.trim() === "") return null;
  const number = Number(text.trim().replace(",", "."));
  return Number.isFinite(number) ? number : text;
}

/** What a text declares of each address; null while it cannot be read. */
export function membersOf(text: string, zone: string): Members | null {
  const { entries, faults } = parsePaste(text, zone);
  if (faults.length > 0) return null;
  const expanded = expandEntries(entries);
  if ("faults" in expanded) return null;
  return new Map(
    [...expanded.resolved].map(([address, { role, label, since }]) => [address, { address, role, label, since }]),
  );
}

/** `mine` onto what a colleague has made of it since; null while the text cannot be read. */
export function mergeEditing(mine: Editing, theirs: Editing, zone: string, words: PrintWords): Editing | null {
  const merged = { ...mine, fields: mergeFields(mine.fields, mine.base.fields, theirs.fields), base: theirs.base };
  if (mine.text === mine.base.text) return { ...merged, text: theirs.text };
  const [base, now, own] = [mine.base.text, theirs.text, mine.text].map((text) => membersOf(text, zone));
  if (!base || !now || !own) return null;
  return { ...merged, text: printMembers([...mergeMembers(base, now, own).values()], words) };
}
