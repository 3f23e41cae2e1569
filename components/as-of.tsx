import type { Status } from "@/domain/contract/status";

/** How old the figures are. `live`: the word for figures of the present, which is a promise that needs scripts. */
export function AsOf({ words, live }: Pick<Status, "words"> & { readonly live: string }) {
  return (
    <p className="small flex h-5 items-center text-dim">
      {words.isPresent && (
        <span className="only-fresh only-live">
          <span className="pulse mr-3 ml-1 inline-block size-2 rounded-full align-[0.05em]" aria-hidden="true" />
          {live} ·&nbsp;
        </span>
      )}
      <span className="only-fresh">
        <span className="as-of">{words.asOf}</span>
      </span>
      <span className="only-stale font-semibold text-ink">{words.stale}</span>
    </p>
  );
}
