import type { ReactNode } from "react";
import { Prose } from "./prose";
import type { Step } from "./stepper";
import { Stepper } from "./stepper";

export interface IncidentCardView {
  readonly id: string;
  readonly href: string;
  readonly level: string;
  /** "Open incident · since Wednesday 25 June" */
  readonly since: string;
  readonly title: string;
  readonly titleLang: string | null;
  readonly steps: readonly Step[];
  readonly stepsLabel: string;
  readonly notice: string | null;
  readonly latest: {
    readonly time: string;
    readonly at: string;
    readonly title: string;
    readonly html: string;
    readonly lang: string | null;
  };
  /** "Next update by 12:00, in 2 h 56"; null: none was promised. */
  readonly next: string | null;
  readonly read: string;
}

/** An incident that is open, as the first page tells it. `children` is its curve. */
export function IncidentCard({ view, children }: { readonly view: IncidentCardView; readonly children: ReactNode }) {
  const { latest } = view;
  const headingId = `incident-${view.id}`;
  return (
    <section
      data-level={view.level}
      aria-labelledby={headingId}
      className="hung mt-10 border-t-[3px] border-t-level border-rule border-b bg-card py-7 sm:rounded-b-md sm:border-x"
    >
      <div className="grid gap-x-14 gap-y-8 lg:grid-cols-[minmax(0,30rem)_minmax(0,1fr)]">
        <div>
          <p className="small text-dim">{view.since}</p>
          <h2
            id={headingId}
            className="mt-1 mb-5 heading sm:text-[1.625rem] text-balance"
            lang={view.titleLang ?? undefined}
          >
            <a href={view.href} className="hover:underline">
              {view.title}
            </a>
          </h2>
          <Stepper steps={view.steps} label={view.stepsLabel} />
          <div key={latest.at} className="changed mt-5">
            <p className="leading-snug" lang={latest.lang ?? undefined}>
              <time dateTime={latest.at} className="small mr-2 text-dim">
                {latest.time}
              </time>
              <span className="font-semibold">{latest.title}</span>
            </p>
            <Prose html={latest.html} className="mt-1" {...(latest.lang === null ? {} : { lang: latest.lang })} />
          </div>
          <p className="small mt-5 flex flex-wrap gap-x-6 gap-y-1">
            {view.next !== null && <span className="font-semibold">{view.next}</span>}
            <a href={view.href} className="underline decoration-edge hover:decoration-ink">
              {view.read}
            </a>
          </p>
        </div>
        <div className="min-w-0">{children}</div>
      </div>
      {view.notice !== null && <Prose html={view.notice} className="small mt-6 max-w-none border-rule border-t pt-4" />}
    </section>
  );
}
