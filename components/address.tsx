import type { Part } from "@/domain/contract/status";
import type { BlockStripView } from "./block-strip";
import { BlockStrip } from "./block-strip";
import type { LookUpView } from "./look-up";
import { LookUp } from "./look-up";
import { Parts } from "./parts";
import { Section } from "./section";

export interface AddressView {
  readonly level: string;
  readonly headline: readonly Part[];
  readonly words: string;
  /** Network and role. */
  readonly place: string;
  /** null: the network is no longer shown. */
  readonly placeHref: string | null;
  /** Open ones of the network: what is being done, and what its customers need not do. */
  readonly incidents: readonly { readonly title: string; readonly href: string }[];
  readonly blocks: readonly {
    readonly source: string;
    readonly effect: string;
    readonly since: string;
    /** null: it counts. */
    readonly note: string | null;
    readonly removal: { readonly text: string; readonly href: string } | null;
  }[];
  readonly strip: BlockStripView;
  /** Newest first. */
  readonly history: readonly {
    readonly source: string;
    readonly effect: string;
    readonly from: string;
    readonly to: string;
  }[];
}

export interface AddressWords {
  readonly incident: string;
  readonly now: string;
  readonly history: string;
  readonly source: string;
  readonly effect: string;
  readonly since: string;
  readonly from: string;
  readonly to: string;
  readonly noHistory: string;
}

interface Props {
  readonly view: AddressView;
  readonly words: AddressWords;
  readonly form: LookUpView | null;
  /** The address, in the form. */
  readonly value: string;
}

const cell = "border-rule border-b py-2.5 pr-6 text-left align-baseline font-normal max-sm:border-0 max-sm:p-0";
const row = "max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:gap-x-4 max-sm:border-rule max-sm:border-b max-sm:py-3";
const head = "small text-dim max-sm:sr-only";

/** "Is my address blocked?", answered. */
export function Address({ view, words, form, value }: Props) {
  return (
    <>
      <section data-level={view.level} className="pt-12 sm:pt-20">
        <p className="small text-dim">
          {view.placeHref === null ? (
            view.place
          ) : (
            <a href={view.placeHref} className="underline decoration-edge hover:decoration-ink">
              {view.place}
            </a>
          )}
        </p>
        <h1 className="sentence mt-3">
          <Parts parts={view.headline} />
        </h1>
        <p className="lede mt-5">{view.words}</p>
        {view.incidents.map(({ title, href }) => (
          <p key={href} className="mt-4">
            {words.incident}{" "}
            <a href={href} className="underline decoration-edge hover:decoration-ink">
              {title}
            </a>
          </p>
        ))}
      </section>
      {view.blocks.length > 0 && (
        <Section id="now" title={words.now}>
          <table className="w-full">
            <thead className={head}>
              <tr>
                <Heads texts={[words.source, words.effect, words.since]} />
              </tr>
            </thead>
            <tbody>
              {view.blocks.map((block) => (
                <tr key={block.source} className={row}>
                  <th scope="row" className={`${cell} font-semibold`}>
                    {block.source}
                    {block.note !== null && <span className="small block font-normal text-dim">{block.note}</span>}
                  </th>
                  <td className={`${cell} max-sm:text-right`}>{block.effect}</td>
                  <td className={`${cell} pr-0`}>
                    {block.since}
                    {block.removal !== null && (
                      <a
                        href={block.removal.href}
                        rel="nofollow noreferrer"
                        className="small block w-fit underline decoration-edge hover:decoration-ink"
                      >
                        {block.removal.text}
                      </a>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      <Section id="history" title={words.history}>
        <BlockStrip view={view.strip} />
        {view.history.length === 0 ? (
          <p className="mt-6 text-dim">{words.noHistory}</p>
        ) : (
          <table className="mt-6 w-full">
            <thead className={head}>
              <tr>
                <Heads texts={[words.source, words.effect, words.from, words.to]} />
              </tr>
            </thead>
            <tbody>
              {view.history.map((block) => (
                <tr key={`${block.source} ${block.from}`} className={row}>
                  <th scope="row" className={cell}>
                    {block.source}
                  </th>
                  <td className={`${cell} max-sm:text-right`}>{block.effect}</td>
                  <td className={cell}>{block.from}</td>
                  <td className={`${cell} pr-0 max-sm:text-right`}>{block.to}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      <div className="mt-13">{form && <LookUp view={form} value={value} />}</div>
    </>
  );
}

function Heads({ texts }: { readonly texts: readonly string[] }) {
  return texts.map((text) => (
    <th key={text} scope="col" className={cell}>
      {text}
    </th>
  ));
}
