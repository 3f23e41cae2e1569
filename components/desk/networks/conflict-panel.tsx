import { useEffect, useRef } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import { Button } from "@/components/desk/button";
import { formatAddress } from "@/domain/address";
import { countOf, foldRanges } from "@/domain/address-range";
import type { MergedMember } from "@/domain/member-merge";
import { differenceOf } from "@/domain/member-merge";
import type { Editing } from "./editing";
import { membersOf } from "./editing";
import { Ranges } from "./ranges";

interface Props {
  readonly mine: Editing;
  readonly theirs: Editing;
  /** null: the text cannot be read as it is, so nothing can be merged onto it. */
  readonly onMerge: (() => void) | null;
}

/** What a colleague changed since the editor opened the network: nothing of it is overwritten silently. */
export function ConflictPanel({ mine, theirs, onMerge }: Props) {
  const t = useTranslations("networks");
  const zone = useTimeZone() ?? "UTC";
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const base = membersOf(mine.base.text, zone) ?? new Map();
  const { added, removed, changed } = differenceOf(base, membersOf(theirs.text, zone) ?? new Map());
  const fields = (
    ["name", "description", "translations", "position", "customerShare", "staleAfterMinutes"] as const
  ).filter((field) => JSON.stringify(mine.base.fields[field]) !== JSON.stringify(theirs.fields[field]));
  return (
    <section ref={panel} tabIndex={-1} role="alert" className="desk-refusal">
      <h2 className="font-semibold">{t("conflict")}</h2>
      <p>{t("conflictWords")}</p>
      <Ranges words={t("theyAdded", { count: added.length })} change={folded(added)} tone="gain" />
      <Ranges words={t("theyRemoved", { count: removed.length })} change={folded(removed)} tone="loss" />
      <Ranges words={t("theyChanged", { count: changed.length })} change={folded(changed)} />
      {fields.length > 0 && <p>{t("theyEdited", { fields: fields.map((field) => t(field)).join(", ") })}</p>}
      {onMerge === null ? (
        <p className="small">{t("mendFirst")}</p>
      ) : (
        <Button kind="primary" onClick={onMerge}>
          {t("merge")}
        </Button>
      )}
    </section>
  );
}

function folded(members: readonly MergedMember[]) {
  const ranges = foldRanges(members, ({ role, label }) => `${role} ${label ?? ""}`);
  const shown = ranges.slice(0, 100).map((range) => ({
    ...{ first: formatAddress(range.first), last: formatAddress(range.last), count: countOf(range) },
    ...{ role: range.item.role, label: range.item.label },
  }));
  return { addresses: members.length, ranges: ranges.length, shown };
}
