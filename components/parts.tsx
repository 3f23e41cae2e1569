import type { Part } from "@/domain/contract/status";

const looks = { figure: "text-level", doubt: "text-dim wavy" } as const;

/** A sentence with its marks. Whatever is around it says the level, by `data-level`. */
export function Parts({ parts }: { readonly parts: readonly Part[] }) {
  return parts.map(({ text, mark }) =>
    mark === null ? (
      text
    ) : (
      <span key={`${mark} ${text}`} className={looks[mark]}>
        {text}
      </span>
    ),
  );
}
