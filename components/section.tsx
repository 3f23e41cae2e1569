import type { ReactNode } from "react";

/** A part of a page under a heading of its own. `id` names it for links. */
export function Section({
  id,
  title,
  aside,
  children,
}: {
  readonly id: string;
  readonly title: string;
  /** Beside the heading, on the right. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className="mt-13 print:mt-6">
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2">
        <h2 id={id} className="heading">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
