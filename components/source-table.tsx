import type { NetworkStatus } from "@/domain/contract/status";
import { ShareBar } from "./share-bar";

export interface SourceTableWords {
  readonly caption: string;
  readonly source: string;
  readonly blocked: string;
  readonly health: string;
  readonly answered: string;
  readonly none: string;
}

interface Props {
  readonly network: NetworkStatus;
  readonly words: SourceTableWords;
}

const cell = "border-rule border-b py-2.5 text-left align-baseline";

/** Who blocks how much of a network, and how old each answer is: those that block most first. */
export function SourceTable({ network, words }: Props) {
  if (network.sources.length === 0) return <p className="text-dim">{words.none}</p>;
  const sources = [...network.sources].sort((a, b) => Number(b.counts) - Number(a.counts) || b.blocked - a.blocked);
  return (
    <table className="w-full">
      <caption className="sr-only">{words.caption}</caption>
      <thead className="small text-dim max-sm:sr-only">
        <tr>
          <th scope="col" className={`${cell} font-normal`}>
            {words.source}
          </th>
          <th scope="col" className={`${cell} w-64 font-normal`}>
            {words.blocked}
          </th>
          <th scope="col" className={`${cell} w-28 pl-4 text-right font-normal`}>
            {words.health}
          </th>
          <th scope="col" className={`${cell} w-52 pl-6 text-right font-normal`}>
            {words.answered}
          </th>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <tr
            key={source.slug}
            className="max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:border-rule max-sm:border-b max-sm:py-3"
          >
            <th scope="row" className={`${cell} pr-6 font-normal max-sm:border-0 max-sm:p-0`}>
              <span className="font-semibold">{source.name}</span>
              <span className="small block text-dim">{source.words.kind}</span>
            </th>
            <td className={`${cell} pr-6 max-sm:order-1 max-sm:border-0 max-sm:p-0 max-sm:pt-1`}>
              <span className="small flex items-center gap-4">
                <span className="w-16 shrink-0">
                  <ShareBar refused={source.blocked} total={network.sending} />
                </span>
                {source.words.phrase}
              </span>
            </td>
            <td className={`${cell} text-right max-sm:border-0 max-sm:p-0`}>{source.words.health}</td>
            <td className={`${cell} small text-right text-dim max-sm:order-2 max-sm:border-0 max-sm:p-0 max-sm:pt-1`}>
              {source.words.answered}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
