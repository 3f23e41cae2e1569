export interface FollowView {
  readonly title: string;
  readonly words: string;
  readonly feeds: readonly { readonly text: string; readonly note: string; readonly href: string }[];
  readonly links: readonly { readonly text: string; readonly href: string }[];
  readonly zone: string;
}

/** The foot of every page: how to be told, and where the rest is. */
export function Colophon({ view }: { readonly view: FollowView }) {
  return (
    <footer className="frame mt-20 pb-14">
      <section id="follow" className="grid gap-x-12 gap-y-4 border-t border-rule pt-8 md:grid-cols-[18rem_1fr]">
        <div>
          <h2 className="heading">{view.title}</h2>
          <p className="small mt-2 text-dim">{view.words}</p>
        </div>
        <ul className="grid gap-x-10 sm:grid-cols-3">
          {view.feeds.map((feed) => (
            <li key={feed.href}>
              <a href={feed.href} className="block border-b border-rule py-3 hover:border-ink sm:border-b-0 sm:py-0">
                <span className="font-semibold underline decoration-rule underline-offset-4">{feed.text}</span>
                <span className="tiny block text-dim">{feed.note}</span>
              </a>
            </li>
          ))}
        </ul>
      </section>
      <div className="tiny mt-12 flex flex-wrap gap-x-6 gap-y-2 text-dim">
        {view.links.map((link) => (
          <a key={link.href} href={link.href} className="underline decoration-rule underline-offset-4 hover:text-ink">
            {link.text}
          </a>
        ))}
        <span className="sm:ml-auto">{view.zone}</span>
      </div>
    </footer>
  );
}
