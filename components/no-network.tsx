interface Props {
  readonly words: string;
  readonly link: { readonly text: string; readonly href: string };
}

/** Where the networks will stand. */
export function NoNetwork({ words, link }: Props) {
  return (
    <div className="border-rule border-y py-6">
      <p className="max-w-[65ch] text-dim">{words}</p>
      <p className="mt-3">
        <a href={link.href} className="underline decoration-edge hover:decoration-ink">
          {link.text}
        </a>
      </p>
    </div>
  );
}
