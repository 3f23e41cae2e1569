interface Props {
  readonly title: string;
  readonly words: string;
  readonly links: readonly { readonly text: string; readonly href: string }[];
}

/** A page that has nothing to show, and says why and where to go. */
export function Absence({ title, words, links }: Props) {
  return (
    <section data-level="unknown" className="pt-16 pb-24 sm:pt-28">
      <h1 className="sentence">{title}</h1>
      <p className="lede mt-5">{words}</p>
      <p className="mt-8 flex flex-wrap gap-x-7 gap-y-2">
        {links.map((link) => (
          <a key={link.href} href={link.href} className="underline decoration-edge hover:decoration-ink">
            {link.text}
          </a>
        ))}
      </p>
    </section>
  );
}
