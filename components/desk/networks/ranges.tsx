import { useTranslations } from "use-intl";
import type { Change } from "@/domain/contract/desk/declaring";

type Shown = Pick<Change["shown"][number], "first" | "last" | "count" | "role" | "label">;

const OPEN = 8;

interface Props {
  readonly words: string;
  readonly change: { readonly addresses: number; readonly ranges: number; readonly shown: readonly Shown[] };
  readonly tone?: "gain" | "loss" | "plain";
}

/** Addresses that fare alike, folded into ranges; the first few at once, the others on demand. */
export function Ranges({ words, change, tone = "plain" }: Props) {
  const t = useTranslations("networks");
  if (change.addresses === 0) return null;
  const lines = change.shown.map(({ first, last, count, role, label }) => (
    <li key={first}>
      <code>{first === last ? first : `${first} – ${last}`}</code>
      <span className="text-dim">
        {count > 1 && ` ${t("addresses", { count })}`}
        {role === "idle" && ` · ${t("idle")}`}
        {label && ` · ${label}`}
      </span>
    </li>
  ));
  const hidden = change.ranges - change.shown.length;
  return (
    <section className="preview-change" data-tone={tone}>
      <h3>{words}</h3>
      <ul>{lines.slice(0, OPEN)}</ul>
      {lines.length > OPEN && (
        <details>
          <summary>{t("moreRanges", { count: change.ranges - OPEN })}</summary>
          <ul>{lines.slice(OPEN)}</ul>
          {hidden > 0 && <p className="small text-dim">{t("hiddenRanges", { count: hidden })}</p>}
        </details>
      )}
    </section>
  );
}
