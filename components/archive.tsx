export interface ArchiveView {
  readonly title: string;
  readonly words: string;
  readonly months: readonly {
    readonly name: string;
    readonly incidents: readonly {
      readonly id: string;
      readonly href: string;
      readonly title: string;
      /** Where it is not the page's. */
      readonly titleLang: string | undefined;
      readonly at: string;
      readonly day: string;
      readonly level: string;
      readonly status: string;
      readonly isOpen: boolean;
      /** null: it has not begun. */
      readonly lasted: string | null;
      /** null: an incident. */
      readonly kind: string | null;
    }[];
  }[];
  readonly older: { readonly text: string; readonly href: string } | null;
}

/** All incidents, by month. */
export function Archive({ view }: { readonly view: ArchiveView }) {
  return (
    <>
      <section className="pt-10 sm:pt-14">
        <h1 className="title">{view.title}</h1>
        <p className="lede mt-3 text-dim">{view.words}</p>
      </section>
      {view.months.map((month) => (
        <section key={month.name} className="mt-12 grid gap-x-8 gap-y-2 md:grid-cols-[10rem_minmax(0,1fr)]">
          <h2 className="subheading md:pt-3">{month.name}</h2>
          <ol>
            {month.incidents.map((incident) => (
              <li
                key={incident.id}
                data-level={incident.level}
                className="grid gap-x-8 gap-y-0.5 border-rule border-t py-3.5 sm:grid-cols-[minmax(0,1fr)_15rem]"
              >
                <h3 className="font-semibold" lang={incident.titleLang}>
                  <a href={incident.href} className="hover:underline">
                    {incident.title}
                  </a>
                </h3>
                <p className="small text-dim sm:text-right">
                  <time dateTime={incident.at}>{incident.day}</time>
                </p>
                <p className="small text-dim">
                  {incident.kind !== null && `${incident.kind} · `}
                  <span className={incident.isOpen ? "font-semibold text-level" : ""}>{incident.status}</span>
                </p>
                {incident.lasted !== null && <p className="small text-dim sm:text-right">{incident.lasted}</p>}
              </li>
            ))}
          </ol>
        </section>
      ))}
      {view.older !== null && (
        <p className="mt-10">
          <a href={view.older.href} rel="next" className="underline decoration-edge hover:decoration-ink">
            {view.older.text}
          </a>
        </p>
      )}
    </>
  );
}
