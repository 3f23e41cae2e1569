import type { ReactNode } from "react";

interface Props {
  readonly title: string;
  /** One sentence on what the page is for. */
  readonly words?: ReactNode;
  /** What can be done here, on the right. */
  readonly aside?: ReactNode;
}

/** The heading of a page of the desk. */
export function PageTitle({ title, words, aside }: Props) {
  return (
    <header className="mb-8 flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
      <div className="min-w-0">
        <h1 className="title">{title}</h1>
        {words && <p className="mt-2 max-w-2xl text-dim">{words}</p>}
      </div>
      {aside && <div className="flex flex-wrap items-center gap-3">{aside}</div>}
    </header>
  );
}
