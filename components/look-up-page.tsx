import type { LookUpView } from "./look-up";
import { LookUp } from "./look-up";

interface Props {
  readonly title: string;
  readonly words: string;
  /** null: nothing can be looked up. */
  readonly form: LookUpView | null;
  /** What was asked in vain. */
  readonly value?: string;
}

/** The look-up as a page: the question, or why it could not be answered, and the form. */
export function LookUpPage({ title, words, form, value }: Props) {
  return (
    <section className="pt-12 pb-16 sm:pt-20">
      <h1 className="sentence">{title}</h1>
      <p className="lede mt-5 mb-8">{words}</p>
      {form && <LookUp view={form} value={value} />}
    </section>
  );
}
