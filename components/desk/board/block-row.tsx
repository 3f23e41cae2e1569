"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import { Key } from "@/components/desk/key";
import { ShareBar } from "@/components/share-bar";
import type { BoardRowAnswer } from "@/domain/contract/desk/board";
import { useMoments } from "./moment";
import type { Paths } from "./paths";
import { removalUrlOf } from "./paths";
import { RowAddresses } from "./row-addresses";

interface Props {
  readonly row: BoardRowAnswer;
  readonly isGone: boolean;
  readonly isUnfolded: boolean;
  readonly onToggle: () => void;
  readonly onCopy: () => void;
  readonly now: string;
  readonly paths: Paths;
}

/** What one source does to one network, for how long, and what has been done about it. */
export function BlockRow({ row, isGone, isUnfolded, onToggle, onCopy, now, paths }: Props) {
  const t = useTranslations("board");
  const id = useId();
  const removalUrl = removalUrlOf(row);
  const { network, source, deed, sending, idle, of, unseen } = row;
  const share = sending > 0 ? t("share", { count: sending, of, deed }) : t("idleOnly", { count: idle, deed });
  return (
    <li className="board-row" data-unseen={unseen > 0 || undefined} data-gone={isGone || undefined}>
      <button
        type="button"
        data-row
        aria-expanded={isUnfolded}
        aria-controls={id}
        onClick={onToggle}
        className="board-row-head"
      >
        <span className="min-w-0">
          <span className="block font-semibold">
            {source.name}
            {unseen > 0 && <span className="board-new">{t("unseenShort", { count: unseen })}</span>}
          </span>
          <span className="small block text-dim">
            {[network.name, t(`kind.${source.kind}`), ...(row.counts ? [] : [t("uncounted")])].join(" · ")}
          </span>
        </span>
        <span className="min-w-0">
          <span className="board-row-share">{isGone ? t("gone") : share}</span>
          <ShareBar refused={isGone ? 0 : sending} total={of} />
        </span>
        <Times row={row} now={now} />
        <span className="board-chevron" aria-hidden="true" />
      </button>
      <div className="small board-row-more">
        <p>
          <Done row={row} now={now} /> <Told row={row} paths={paths} />
        </p>
        <p className="board-row-links">
          <a href={paths.checks(row)}>
            {t("checks")} <Key name="c" />
          </a>
          {removalUrl !== null && (
            <a href={removalUrl} target="_blank" rel="noreferrer">
              {t("removalPage")} <Key name="r" />
            </a>
          )}
          <button type="button" onClick={onCopy}>
            {t("copyList")} <Key name="y" />
          </button>
        </p>
      </div>
      <div id={id} hidden={!isUnfolded}>
        {isUnfolded && <RowAddresses row={row} now={now} paths={paths} />}
      </div>
    </li>
  );
}

function Times({ row: { oldestAt, newestAt }, now }: { readonly row: BoardRowAnswer; readonly now: string }) {
  const t = useTranslations("board");
  const { moment, lasting } = useMoments(now);
  return (
    <span className="small min-w-0">
      <span className="block">{t("sinceForLower", { since: moment(oldestAt), duration: lasting(oldestAt) })}</span>
      {newestAt !== oldestAt && <span className="block text-dim">{t("newest", { since: moment(newestAt) })}</span>}
    </span>
  );
}

/** Removals asked for, deferrals, idle addresses. */
function Done({ row, now }: { readonly row: BoardRowAnswer; readonly now: string }) {
  const t = useTranslations("board");
  const { lasting } = useMoments(now);
  const { requested, oldestUnrequestedAt, sending, idle, deferred, deed } = row;
  const count = sending > 0 ? sending : idle;
  const facts = [
    ...(deed === "mixed" ? [t("deferredOf", { count: deferred })] : []),
    ...(sending > 0 && idle > 0 ? [t("idleMore", { count: idle })] : []),
    oldestUnrequestedAt === null ? t("removalsAll") : t("removals", { requested, count }),
    ...(requested > 0 && oldestUnrequestedAt !== null
      ? [t("unrequested", { duration: lasting(oldestUnrequestedAt) })]
      : []),
  ];
  return <span className="text-dim">{facts.join(" · ")}</span>;
}

function Told({ row: { incident, counts, sending }, paths }: { readonly row: BoardRowAnswer; readonly paths: Paths }) {
  const t = useTranslations("board");
  if (!counts || sending === 0) return null;
  if (incident === null) return <span className="text-accent">· {t("notTold")}</span>;
  return (
    <span className="text-dim">
      · {t("toldBy")}{" "}
      <a href={paths.incident(incident.slug)} lang={incident.lang} className="underline decoration-edge">
        {incident.title}
      </a>
    </span>
  );
}
