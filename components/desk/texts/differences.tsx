import { diffWordsWithSpace } from "diff";

interface Props {
  readonly from: string;
  readonly to: string;
  readonly lang: string;
}

/** Beyond this, to compare by words takes longer than a reader waits. */
const TIMEOUT_MS = 500;

/** A text with what became of another marked in it: what went struck through, what came underlined. */
export function Differences({ from, to, lang }: Props) {
  const parts = diffWordsWithSpace(from, to, { timeout: TIMEOUT_MS }) ?? [
    { value: from, removed: true, added: false },
    { value: to, removed: false, added: true },
  ];
  const places = parts.map((part, index) => ({ ...part, place: `${index} ${part.value.length}` }));
  return (
    <p lang={lang} className="text-differences">
      {places.map(({ value, added, removed, place }) =>
        removed ? (
          <del key={place}>{value}</del>
        ) : added ? (
          <ins key={place}>{value}</ins>
        ) : (
          <span key={place}>{value}</span>
        ),
      )}
    </p>
  );
}
