import type { Status } from "@/domain/contract/status";
import { Parts } from "./parts";

/** The answer to "is it happening to me?", in one sentence and one below it. `live`: the word for figures of the present. */
export function Sentence({ overall, words, live }: Pick<Status, "overall" | "words"> & { readonly live: string }) {
  const isPresent = overall.level !== "unknown";
  return (
    <section data-level={overall.level} className="pt-12 pb-2 sm:pt-20">
      <p className="small mb-4 flex h-5 items-center text-dim">
        {isPresent && (
          <span className="only-fresh only-live">
            <span className="pulse mr-3 ml-1 inline-block size-2 rounded-full align-[0.05em]" aria-hidden="true" />
            {live} ·&nbsp;
          </span>
        )}
        <span className="only-fresh first-letter-alone">{words.asOf}</span>
        <span className="only-stale font-semibold text-ink">{words.stale}</span>
      </p>
      <h1 key={overall.headline} className="sentence changed">
        <Parts parts={overall.headlineParts} />
      </h1>
      <p key={overall.summary} className="lede changed mt-5 min-h-[1.5em]">
        {overall.summary}
      </p>
    </section>
  );
}
