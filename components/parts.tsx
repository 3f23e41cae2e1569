/** A stretch of a sentence. `figure` carries the colour of the level, `doubt` is drawn in grey with a wavy line. */
export interface Part {
  readonly text: string;
  readonly mark: "figure" | "doubt" | null;
}

const looks = { figure: "text-level", doubt: "text-dim wavy" } as const;

/** A sentence with its marks. Whatever is around it says the level, by `data-level`. */
export function Parts({ parts }: { readonly parts: readonly Part[] }) {
  return parts.map((part, index) => {
    const key = `${index} ${part.text}`;
    return part.mark === null ? (
      part.text
    ) : (
      <span key={key} className={looks[part.mark]}>
        {part.text}
      </span>
    );
  });
}
