import type { Part } from "./parts";
import { Parts } from "./parts";

export interface SentenceView {
  readonly level: string;
  readonly headline: readonly Part[];
  readonly summary: string;
  /** "as of 09:04", or "Figures of 14:02" where nobody knows. */
  readonly asOf: string;
  /** "Data as of 09:04", for when no answer comes any more. */
  readonly stale: string;
  /** "Live"; null: nothing of the present is claimed. */
  readonly live: string | null;
}

/** The answer to "is it happening to me?", in one sentence and one below it. */
export function Sentence({ view }: { readonly view: SentenceView }) {
  const text = view.headline.map((part) => part.text).join("");
  return (
    <section data-level={view.level} className="pt-12 pb-2 sm:pt-20">
      <p className="small mb-4 flex h-5 items-center gap-3 text-dim">
        <span className="only-fresh flex items-center gap-3">
          {view.live !== null && (
            <span className="only-live flex items-center gap-3">
              <span className="pulse ml-1 size-2 rounded-full" aria-hidden="true" />
              {view.live} ·
            </span>
          )}
          <span className={view.live === null ? "" : "-ml-2 scriptless-capital"}>{view.asOf}</span>
        </span>
        <span className="only-stale font-semibold text-ink">{view.stale}</span>
      </p>
      <h1 key={text} className="sentence changed">
        <Parts parts={view.headline} />
      </h1>
      <p key={view.summary} className="lede changed mt-5">
        {view.summary}
      </p>
    </section>
  );
}
