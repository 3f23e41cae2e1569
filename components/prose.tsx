interface Props {
  readonly html: string;
  /** That of the text, where it is not the page's. */
  readonly lang?: string | undefined;
  readonly className?: string;
}

/** Markdown as the server made it: sanitised HTML. */
export function Prose({ html, lang, className = "" }: Props) {
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: server/markdown.ts sanitises it, and the page's policy runs no script in it.
    <div className={`prose ${className}`} lang={lang} dangerouslySetInnerHTML={{ __html: html }} />
  );
}
