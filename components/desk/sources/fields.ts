import type { DeskSource } from "@/domain/contract/desk/declaring";
import type { SourceAnswer } from "@/domain/contract/source";

/** What stands in the fields of the form, as it is typed. Lists are lines or words. */
export interface SourceFields {
  readonly name: string;
  readonly lang: string | null;
  readonly translations: NonNullable<SourceAnswer["translations"]>;
  readonly kind: SourceAnswer["kind"];
  readonly counts: boolean;
  readonly staleAfterMinutes: string;
  readonly affects: string;
  readonly lookupUrl: string;
  readonly removalUrl: string;
  readonly removalMethod: string;
  readonly removalDays: string;
  readonly zone: string;
  readonly codes: string;
  readonly errorCodes: string;
  readonly positive: string;
  readonly negative: string;
  readonly granularity: string;
}

/** Of a new source, or of one as it is declared. */
export function fieldsOf(declared: DeskSource | null, lang: string): SourceFields {
  const source = declared?.source;
  const lines = (record: Readonly<Record<string, string>>) =>
    Object.entries(record)
      .map(([code, words]) => `${code} ${words}`)
      .join("\n");
  const codes = Object.entries(source?.codes ?? {}).map(([code, { severity, meaning }]) => [
    code,
    `${severity} ${meaning}`,
  ]);
  return {
    name: source?.name ?? "",
    lang: source === undefined ? lang : source.lang,
    translations: source?.translations ?? {},
    kind: source?.kind ?? "receiver",
    counts: source?.counts ?? true,
    staleAfterMinutes: textOf(source?.staleAfterMinutes),
    affects: (source?.affects ?? []).join(", "),
    lookupUrl: source?.lookupUrl ?? "",
    removalUrl: source?.removalUrl ?? "",
    removalMethod: source?.removalMethod ?? "",
    removalDays: textOf(source?.removalDays),
    zone: source?.zone ?? "",
    codes: lines(Object.fromEntries(codes)),
    errorCodes: lines(source?.errorCodes ?? {}),
    positive: (source?.testPoints?.positive ?? []).join(", "),
    negative: (source?.testPoints?.negative ?? []).join(", "),
    granularity: source?.granularity ?? "",
  };
}

/** What the API takes. `key`: undefined keeps the one that is there, null takes it away. Numbers that are none it refuses. */
export function sourceBodyOf(fields: SourceFields, key: string | null | undefined): Record<string, unknown> {
  const { name, lang, translations, kind, counts, affects } = fields;
  const said = Object.entries(translations).filter(([, texts]) => texts.name);
  const body = {
    ...{ name, lang, kind, counts, affects: wordsOf(affects) },
    translations: said.length === 0 ? null : Object.fromEntries(said),
    staleAfterMinutes: numberOf(fields.staleAfterMinutes),
    lookupUrl: orNull(fields.lookupUrl),
    removalUrl: orNull(fields.removalUrl),
    removalMethod: orNull(fields.removalMethod),
    removalDays: numberOf(fields.removalDays),
  };
  if (kind !== "dnsbl") return body;
  const codes = linesOf(fields.codes).map(([code, rest]) => {
    const [, severity = "", meaning = ""] = /^(\S*)\s*(.*)$/.exec(rest) ?? [];
    return [code, { severity, meaning }] as const;
  });
  const [positive, negative] = [wordsOf(fields.positive), wordsOf(fields.negative)];
  return {
    ...body,
    zone: fields.zone.trim(),
    codes: codes.length === 0 ? null : Object.fromEntries(codes),
    errorCodes: fields.errorCodes.trim() === "" ? null : Object.fromEntries(linesOf(fields.errorCodes)),
    testPoints: positive.length + negative.length === 0 ? null : { positive, negative },
    granularity: orNull(fields.granularity),
    ...(key === undefined ? {} : { zoneKey: key }),
  };
}

function textOf(value: number | null | undefined): string {
  return value == null ? "" : String(value);
}

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}

function numberOf(text: string): number | string | null {
  const number = Number(text.trim().replace(",", "."));
  return text.trim() === "" ? null : Number.isFinite(number) ? number : text;
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== "");
}

/** Lines as their first word and the rest. */
function linesOf(text: string): [string, string][] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [, first = "", rest = ""] = /^\s*(\S+)\s*(.*?)\s*$/.exec(line) ?? [];
      return [first, rest];
    });
}
