import type { ReactNode } from "react";
import type { LogEntry } from "./log-entry";
import { MeasuredEntry, UpdateEntry } from "./log-entry";

export interface LogDay {
  /** "2014-07-01" */
  readonly date: string;
  readonly weekday: string;
  readonly day: string;
  readonly entries: readonly LogEntry[];
}

export interface LogView {
  /** Newest first. */
  readonly days: readonly LogDay[];
  /** Said where there is nothing to report. */
  readonly empty: string;
}

/** The ship's log. A ring is what a person wrote, a diamond what was measured. */
export function Log({ view, actionsOf }: { readonly view: LogView; readonly actionsOf?: (id: string) => ReactNode }) {
  if (view.days.length === 0) return <p className="text-dim">{view.empty}</p>;
  return (
    <div className="log">
      {view.days.map((day, index) => (
        <section
          key={day.date}
          className={`md:grid md:grid-cols-[10rem_1fr] ${index === view.days.length - 1 ? "log-end" : ""}`}
        >
          <h3 className="subheading relative mt-2 mb-4 bg-paper py-1 md:sticky md:top-6 md:mt-0 md:self-start md:py-0">
            {day.weekday}
            <span className="md:block md:text-dim"> {day.day}</span>
          </h3>
          <ol>
            {day.entries.map((entry) =>
              entry.kind === "update" ? (
                <UpdateEntry key={entry.id} entry={entry}>
                  {actionsOf?.(entry.id)}
                </UpdateEntry>
              ) : (
                <MeasuredEntry key={`${entry.at} ${entry.network}`} entry={entry} />
              ),
            )}
          </ol>
        </section>
      ))}
    </div>
  );
}
