import type { LookUpView } from "./look-up";
import { LookUp } from "./look-up";

/** The look-up as a line of its own on the first page. */
export function LookUpSection({ view }: { readonly view: LookUpView }) {
  return (
    <section
      aria-labelledby="look-up"
      className="no-print mt-13 grid grid-cols-1 items-center gap-x-12 gap-y-4 border-rule border-y py-6 md:grid-cols-[minmax(0,1fr)_26rem]"
    >
      <div>
        <h2 id="look-up" className="subheading">
          {view.title}
        </h2>
        <p className="small mt-1 text-dim">{view.hint}</p>
      </div>
      <LookUp view={view} />
    </section>
  );
}
