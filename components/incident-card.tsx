import type { ReactNode } from "react";
import type { IncidentStatus } from "@/domain/contract/status";
import type { Level } from "@/domain/level";
import { Prose } from "./prose";
import { Stepper } from "./stepper";
import { useFade } from "./use-fade";

export interface IncidentCardWords {
  readonly status: string;
  readonly read: string;
}

interface Props {
  readonly incident: IncidentStatus;
  readonly level: Level;
  readonly href: string;
  readonly words: IncidentCardWords;
  /** That of the page: a text in another one is marked. */
  readonly lang: string;
  /** Its curve. */
  readonly children: ReactNode;
}

/** An incident that is open, as the first page tells it. */
export function IncidentCard({ incident, level, href, words, lang, children }: Props) {
  const { latestUpdate, words: said } = incident;
  const latest = useFade(latestUpdate.id);
  const headingId = `incident-${incident.id}`;
  const other = (of: string) => (of === lang ? undefined : of);
  return (
    <section
      data-level={level}
      aria-labelledby={headingId}
      className="hung mt-10 border-t-[3px] border-t-level border-rule border-b bg-card py-7 sm:rounded-b-md sm:border-x"
    >
      <div className="grid gap-x-14 gap-y-8 lg:grid-cols-[minmax(0,30rem)_minmax(0,1fr)]">
        <div>
          <p className="small text-dim">{said.since}</p>
          <h2 id={headingId} className="heading mt-1 mb-5 text-balance sm:text-[1.625rem]" lang={other(incident.lang)}>
            <a href={href} className="hover:underline">
              {incident.title}
            </a>
          </h2>
          <Stepper steps={said.steps} label={words.status} />
          <div key={latest.key} className={`mt-5 ${latest.className}`}>
            <p className="leading-snug">
              <time dateTime={latestUpdate.at} className="small mr-2 text-dim">
                {said.latestAt}
              </time>
              <span className="font-semibold" lang={other(latestUpdate.titleLang)}>
                {said.latestTitle}
              </span>
            </p>
            <Prose html={latestUpdate.bodyHtml} lang={other(latestUpdate.lang)} className="mt-1" />
          </div>
          <p className="small mt-5 flex flex-wrap gap-x-6 gap-y-1">
            {said.next !== null && <span className="font-semibold">{said.next}</span>}
            <a href={href} className="underline decoration-edge hover:decoration-ink">
              {words.read}
            </a>
          </p>
        </div>
        <div className="min-w-0">{children}</div>
      </div>
      {incident.noticeHtml !== null && (
        <div className="mt-6 border-rule border-t pt-4">
          <Prose html={incident.noticeHtml} lang={other(incident.noticeLang)} className="small max-w-none" />
        </div>
      )}
    </section>
  );
}
