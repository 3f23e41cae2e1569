import type { Status } from "@/domain/contract/status";
import { AsOf } from "./as-of";
import { Parts } from "./parts";
import { useFade } from "./use-fade";

/** The answer to "is it happening to me?", in one sentence and one below it. */
export function Sentence({ overall, words, live }: Pick<Status, "overall" | "words"> & { readonly live: string }) {
  const headline = useFade(overall.headline);
  const summary = useFade(overall.summary);
  return (
    <section data-level={overall.level} className="pt-12 pb-2 sm:pt-20">
      <AsOf words={words} live={live} />
      <h1 key={headline.key} className={`sentence mt-4 ${headline.className}`}>
        <Parts parts={overall.headlineParts} />
      </h1>
      <p key={summary.key} className={`lede mt-5 min-h-[1.5em] ${summary.className}`}>
        {overall.summary}
      </p>
    </section>
  );
}
