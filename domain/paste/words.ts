import type { Role } from "@/domain/facts";

const roles: Readonly<Record<string, Role>> = {
  ...{ sending: "sending", send: "sending", active: "sending", actif: "sending", envoi: "sending" },
  ...{ "en service": "sending", expeditrice: "sending", emettrice: "sending", "d'envoi": "sending" },
  ...{ idle: "idle", inactive: "idle", inactif: "idle", repos: "idle", "au repos": "idle", reserve: "idle" },
  ...{ "de reserve": "idle" },
  ...{ "en reserve": "idle", standby: "idle" },
};

export type Column = "address" | "role" | "label" | "since";

const columns: Readonly<Record<string, Column>> = {
  ...{ address: "address", addresses: "address", adresse: "address", adresses: "address", ip: "address" },
  ...{ "ip address": "address", "adresse ip": "address", cidr: "address", range: "address", plage: "address" },
  ...{ network: "address", reseau: "address", subnet: "address" },
  ...{ role: "role", status: "role", statut: "role", etat: "role", state: "role", usage: "role" },
  ...{ label: "label", libelle: "label", name: "label", nom: "label", comment: "label", commentaire: "label" },
  ...{ note: "label", notes: "label", description: "label", etiquette: "label" },
  ...{ since: "since", depuis: "since", from: "since", date: "since" },
};

/** The role that a word of English or French stands for; null: none. */
export function roleOf(text: string): Role | null {
  const word = plain(text);
  return Object.hasOwn(roles, word) ? (roles[word] ?? null) : null;
}

/** The column that the word of a header stands for; null: one that nobody reads. */
export function columnOf(text: string): Column | null {
  const word = plain(text);
  return Object.hasOwn(columns, word) ? (columns[word] ?? null) : null;
}

/** Without accents and capitals. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replaceAll("’", "'")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

/** What is written like an address, well or badly; times, dates, host names and plain words are not. */
export function looksLikeAddress(word: string): boolean {
  return (
    /^\[?\d+\.[\d.*x]*\]?(?:[/-].*)?$/i.test(word) ||
    /^\[?[\da-f]*:[\da-f]*:[\da-f:.]*\]?(?:[/%-].*)?$/i.test(word) ||
    /^\/\d+$/.test(word)
  );
}

export function looksLikeDate(word: string): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}/.test(word) || /^\d{1,2}\/\d{1,2}\/\d{2,4}$/.test(word);
}
