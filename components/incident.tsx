import { Fragment } from "react";
import type { IncidentStatus } from "@/domain/contract/status";
import type { HealthFigureView } from "./health-figure";
import { HealthFigure } from "./health-figure";
import type { LogView } from "./log";
import { Log } from "./log";
import { Prose } from "./prose";
import { Section } from "./section";
import { Stepper } from "./stepper";

interface Text {
  readonly html: string;
  /** That of the text, where it is not the page's. */
  readonly lang: string | undefined;
}

export interface IncidentView {
  readonly level: string;
  readonly title: string;
  readonly titleLang: string | undefined;
  readonly since: string;
  readonly networks: readonly { readonly name: string; readonly href: string }[];
  readonly steps: IncidentStatus["words"]["steps"];
  /** What was promised; null: nothing, or it is over. */
  readonly next: string | null;
  readonly notice: Text | null;
  readonly postmortem: Text | null;
  /** One curve for each network, with its name. */
  readonly figures: readonly { readonly slug: string; readonly name: string; readonly figure: HealthFigureView }[];
  readonly thread: LogView;
}

export interface IncidentWords {
  readonly status: string;
  readonly thread: string;
  readonly postmortem: string;
}

interface Props {
  readonly view: IncidentView;
  readonly words: IncidentWords;
}

/** An incident whole: where it stands, what was measured, and the thread of what was told. */
export function Incident({ view, words }: Props) {
  return (
    <article data-level={view.level} className="pt-10 sm:pt-14">
      <p className="small text-dim">
        {view.since}
        {view.networks.map(({ name, href }) => (
          <Fragment key={href}>
            {" · "}
            <a href={href} className="underline decoration-edge hover:decoration-ink">
              {name}
            </a>
          </Fragment>
        ))}
      </p>
      <h1 className="title mt-2 max-w-[26ch]" lang={view.titleLang}>
        {view.title}
      </h1>
      <div className="mt-7">
        <Stepper steps={view.steps} label={words.status} />
      </div>
      {view.next !== null && <p className="mt-5 font-semibold">{view.next}</p>}
      {view.notice !== null && (
        <div className="mt-6 max-w-[65ch] border-level border-l-[3px] pl-4">
          <Prose html={view.notice.html} lang={view.notice.lang} />
        </div>
      )}
      {view.figures.map(({ slug, name, figure }) => (
        <section key={slug} aria-label={name} className="mt-10">
          <HealthFigure view={figure} id={`curve-${slug}`} height="high" />
        </section>
      ))}
      {view.postmortem !== null && (
        <Section id="post-mortem" title={words.postmortem}>
          <Prose html={view.postmortem.html} lang={view.postmortem.lang} />
        </Section>
      )}
      <Section id="thread" title={words.thread}>
        <Log view={view.thread} />
      </Section>
    </article>
  );
}
