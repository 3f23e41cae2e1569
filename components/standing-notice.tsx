import { Prose } from "./prose";

export interface StandingNoticeView {
  readonly label: string;
  readonly html: string;
  /** Where it is not the page's. */
  readonly lang: string | undefined;
}

/** What staff want every reader to know, whatever is measured: calm, above the page's own words. */
export function StandingNotice({ view: { label, html, lang } }: { readonly view: StandingNoticeView }) {
  return (
    <aside aria-label={label} className="frame mt-4">
      <div className="standing-notice">
        <Prose html={html} lang={lang} />
      </div>
    </aside>
  );
}
