import { Prose } from "./prose";

export interface RevisionsView {
  /** "Edited 2 July, 09:12: see what it said" */
  readonly summary: string;
  /** Oldest first. */
  readonly earlier: readonly { readonly words: string; readonly title: string | null; readonly html: string }[];
}

/** What an update said before it was edited: nothing published is unsaid. */
export function Revisions({ view }: { readonly view: RevisionsView }) {
  return (
    <details className="tiny mt-1.5">
      <summary className="w-fit text-dim underline decoration-rule underline-offset-4 hover:text-ink">
        {view.summary}
      </summary>
      <ol className="mt-2 grid gap-4 border-l-2 border-rule pl-4">
        {view.earlier.map((revision) => (
          <li key={revision.words}>
            <p className="text-dim">{revision.words}</p>
            {revision.title !== null && <p className="mt-1 font-semibold">{revision.title}</p>}
            <Prose html={revision.html} className="small mt-1" />
          </li>
        ))}
      </ol>
    </details>
  );
}
