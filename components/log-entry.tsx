import type { ReactNode } from "react";
import type { Part } from "@/domain/contract/status";
import { Parts } from "./parts";
import { Prose } from "./prose";
import type { RevisionsView } from "./revisions";
import { Revisions } from "./revisions";

interface Moment {
  /** RFC 3339. */
  readonly at: string;
  /** "09:00", or "about 09:00". */
  readonly time: string;
}

export interface UpdateView extends Moment {
  readonly kind: "update";
  readonly id: string;
  readonly title: string;
  /** null: the title says it already. */
  readonly status: string | null;
  readonly html: string;
  /** Languages of title and text where they are not the page's. */
  readonly titleLang: string | null;
  readonly lang: string | null;
  /** Of this update, for good. */
  readonly href: string;
  /** "Permalink to …" */
  readonly hrefWords: string;
  /** The incident that it belongs to, where the log is of several. */
  readonly incident: { readonly text: string; readonly href: string } | null;
  /** "published 2 July, 09:12" where that is another hour than `time`; null else. */
  readonly posted: string | null;
  readonly revisions: RevisionsView | null;
  /** One line for each thing blackened. */
  readonly redactions: readonly string[];
}

export interface MeasuredView extends Moment {
  readonly kind: "measured";
  readonly network: string;
  readonly level: string;
  readonly label: string;
  readonly parts: readonly Part[];
}

export type LogEntry = UpdateView | MeasuredView;

/** What a person wrote, and below it what can be done with it. */
export function UpdateEntry({ entry, children }: { readonly entry: UpdateView; readonly children?: ReactNode }) {
  return (
    <Entry moment={entry} id={entry.id} mark={<circle className="log-ring" cx="5.5" cy="5.5" r="4.5" />}>
      <h4 className="leading-snug">
        <a
          href={entry.href}
          className="log-headline font-semibold hover:underline"
          title={entry.hrefWords}
          lang={entry.titleLang ?? undefined}
        >
          {entry.title}
        </a>
        {entry.status !== null && <span className="small text-dim"> · {entry.status}</span>}
      </h4>
      <Prose html={entry.html} lang={entry.lang ?? undefined} className="mt-1" />
      {entry.redactions.map((words) => (
        <p key={words} className="tiny mt-1.5 text-dim">
          {words}
        </p>
      ))}
      {entry.posted !== null && <p className="tiny mt-1.5 text-dim">{entry.posted}</p>}
      {entry.revisions !== null && <Revisions view={entry.revisions} />}
      {entry.incident !== null && (
        <p className="tiny mt-1.5 text-dim">
          <a href={entry.incident.href} className="underline decoration-rule underline-offset-4 hover:text-ink">
            {entry.incident.text}
          </a>
        </p>
      )}
      {children}
    </Entry>
  );
}

/** What was measured. */
export function MeasuredEntry({ entry }: { readonly entry: MeasuredView }) {
  return (
    <Entry moment={entry} level={entry.level} mark={<path className="log-diamond" d="M5.5 0 11 5.5 5.5 11 0 5.5z" />}>
      <p className="small pt-px text-dim">
        {entry.label}{" "}
        <span className="font-medium text-ink">
          <Parts parts={entry.parts} />
        </span>
      </p>
    </Entry>
  );
}

function Entry({
  moment,
  id,
  level,
  mark,
  children,
}: {
  readonly moment: Moment;
  readonly id?: string;
  readonly level?: string;
  readonly mark: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <li id={id} className="log-entry" data-level={level}>
      <span className="log-line">
        <svg className="log-mark" viewBox="0 0 11 11" aria-hidden="true" focusable="false">
          {mark}
        </svg>
      </span>
      <time dateTime={moment.at} className="log-time small pt-px text-dim">
        {moment.time}
      </time>
      <div className="log-body min-w-0">{children}</div>
    </li>
  );
}
