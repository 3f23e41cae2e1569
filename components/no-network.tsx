interface Props {
  readonly title: string;
  readonly words: string;
  readonly link: { readonly text: string; readonly href: string };
}

/** Where the networks will stand. */
export function NoNetwork({ title, words, link }: Props) {
  return (
    <section aria-labelledby="no-network" className="mt-13 border-rule border-y py-8">
      <h2 id="no-network" className="heading">
        {title}
      </h2>
      <p className="mt-2 max-w-[65ch] text-dim">{words}</p>
      <p className="mt-4">
        <a href={link.href} className="underline decoration-edge hover:decoration-ink">
          {link.text}
        </a>
      </p>
    </section>
  );
}
