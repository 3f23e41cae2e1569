interface Feed {
  readonly text: string;
  readonly note: string;
  readonly href: string;
}

interface Link {
  readonly text: string;
  readonly href: string;
  readonly lang?: string | undefined;
}

export interface ColophonView {
  readonly title: string;
  readonly words: string;
  readonly groups: readonly { readonly title: string | null; readonly feeds: readonly Feed[] }[];
  readonly links: readonly Link[];
  /** Where to ask; `link` null: nobody said. */
  readonly support: { readonly words: string; readonly link: Link | null };
  readonly zone: string;
}

/** The foot of every page: how to be told, and where the rest is. */
export function Colophon({ view }: { readonly view: ColophonView }) {
  return (
    <footer className="frame mt-20 pb-14">
      <section
        id="follow"
        aria-labelledby="follow-title"
        className="grid gap-x-12 gap-y-6 border-rule border-t pt-8 md:grid-cols-[16rem_minmax(0,1fr)]"
      >
        <div>
          <h2 id="follow-title" className="heading">
            {view.title}
          </h2>
          <p className="small mt-1 text-dim">{view.words}</p>
          {view.support.link && (
            <p className="small mt-4">
              {view.support.words}{" "}
              <a
                href={view.support.link.href}
                className="font-semibold underline decoration-edge [overflow-wrap:anywhere] hover:decoration-ink"
              >
                {view.support.link.text}
              </a>
            </p>
          )}
        </div>
        <div className="grid gap-6 pt-1">
          {view.groups.map(({ title, feeds }) => (
            <div key={title}>
              {title !== null && <h3 className="small mb-2 font-semibold">{title}</h3>}
              <ul className="grid gap-x-10 gap-y-3 sm:grid-cols-3">
                {feeds.map((feed) => (
                  <li key={feed.href}>
                    <a href={feed.href} className="font-semibold underline decoration-edge hover:decoration-ink">
                      {feed.text}
                    </a>
                    <span className="tiny block text-dim">{feed.note}</span>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </section>
      <div className="tiny mt-12 flex flex-wrap gap-x-6 gap-y-2 text-dim">
        {view.links.map((link) => (
          <a key={link.href} href={link.href} lang={link.lang} className="underline decoration-rule hover:text-ink">
            {link.text}
          </a>
        ))}
        <span className="sm:ml-auto">{view.zone}</span>
      </div>
    </footer>
  );
}
