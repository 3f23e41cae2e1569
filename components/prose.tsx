/** Markdown as the server made it: sanitised HTML. `lang` is that of the text where it is not the page's. */
export function Prose({
  html,
  lang,
  className,
}: {
  readonly html: string;
  readonly lang?: string;
  readonly className?: string;
}) {
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: server/markdown.ts sanitises, and the policy of the page runs no script in it.
    <div className={`prose ${className ?? ""}`} lang={lang} dangerouslySetInnerHTML={{ __html: html }} />
  );
}
