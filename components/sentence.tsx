import type { Status } from "@/domain/contract/status";
import { AsOf } from "./as-of";
import { Parts } from "./parts";

/** The answer to "is it happening to me?", in one sentence and one below it. */
export function Sentence({ overall, words, live }: Pick<Status, "overall" | "words"> & { readonly live: string }) {
  return (
    <section data-level={overall.level} className="pt-12 pb-2 sm:pt-20">
      <AsOf words={words} live={live} />
      <h1 key={overall.headline} className="sentence changed mt-4">
        <Parts parts={overall.headlineParts} />
      </h1>
      <p key={overall.summary} className="lede changed mt-5 min-h-[1.5em]">
        {overall.summary}
      </p>
    </section>
  );
}
