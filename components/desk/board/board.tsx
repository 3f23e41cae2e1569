"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useShortcuts } from "@/components/desk/shortcuts";
import { Parts } from "@/components/parts";
import type { BoardAnswer } from "@/domain/contract/desk/board";
import { Announcement } from "./announcement";
import { IncidentList } from "./incident-list";
import { LateList } from "./late-list";
import { useMoments } from "./moment";
import type { Paths } from "./paths";
import { pathsOf } from "./paths";
import { RowList } from "./row-list";
import { Standing } from "./standing";
import { useBoard } from "./use-board";
import { useTitle } from "./use-title";

interface Props {
  readonly initial: BoardAnswer;
  readonly path: string;
  readonly pollMs: number;
  /** That of the language. */
  readonly prefix: string;
  readonly mayDeclare: boolean;
  /** That of the page, before which the tab tells how many addresses are blocked. */
  readonly title: string;
}

/** What staff have to know now, live: whether readers know, what waits, what is blocked. */
export function Board({ prefix, mayDeclare, title, ...asking }: Props) {
  const t = useTranslations("board");
  const { board, isLost, markSeen } = useBoard(asking);
  const [seenAt, setSeenAt] = useState(0);
  const paths = pathsOf(prefix);
  useTitle(board.blocked === 0 ? title : t("tabTitle", { count: board.blocked, title }));
  const see = () => {
    markSeen();
    setSeenAt((count) => count + 1);
  };
  const { untold, rows, quiet, incidents } = board;
  // Once all is released, what is open waits to be resolved.
  const [open] = rows.length > 0 ? [] : incidents.filter(({ status }) => status !== "scheduled");
  useShortcuts([
    ...(untold === null
      ? []
      : [{ keys: "o", label: t("keyOpen"), run: () => location.assign(paths.newIncident(untold)) }]),
    ...(open === undefined
      ? []
      : [{ keys: "u", label: t("writeUpdate"), run: () => location.assign(paths.incident(open.slug)) }]),
    ...(board.unseen === 0 ? [] : [{ keys: "v", label: t("keySeen"), run: see }]),
  ]);
  if (!board.hasNetwork) return <Invitation href={mayDeclare ? paths.firstNetwork : null} />;
  return (
    <>
      <Head board={board} isLost={isLost} />
      <Standing board={board} paths={paths} />
      <Claim board={board} paths={paths} />
      <LateList board={board} paths={paths} />
      <RowList rows={rows} quiet={quiet} unseen={board.unseen} now={board.asOf} paths={paths} onSeen={see} />
      <IncidentList board={board} paths={paths} />
      <Announcement blocked={board.blocked} unseen={board.unseen} seen={seenAt} />
    </>
  );
}

function Head({ board, isLost }: { readonly board: BoardAnswer; readonly isLost: boolean }) {
  const t = useTranslations();
  const { moment } = useMoments(board.asOf);
  return (
    <header className="mb-4 flex flex-wrap items-baseline justify-between gap-x-6">
      <h1 className="heading">{t("board.title")}</h1>
      <p className="small text-dim" role="status">
        {isLost ? (
          <span className="font-semibold text-ink">{t("common.notLive")}</span>
        ) : (
          <>
            <span className="pulse mr-3 ml-1 inline-block size-2 rounded-full" aria-hidden="true" />
            {t("common.live")}
          </>
        )}{" "}
        · {t("board.asOf", { time: moment(board.asOf) })}
      </p>
    </header>
  );
}

/** The very sentence of the public page. */
function Claim({ board: { claim }, paths }: { readonly board: BoardAnswer; readonly paths: Paths }) {
  const t = useTranslations("board");
  return (
    <section data-level={claim.level} aria-labelledby="board-claim" className="mt-8">
      <h2 id="board-claim" className="small text-dim">
        {t("claim")} ·{" "}
        <a href={paths.publicPage} className="underline decoration-edge hover:decoration-ink">
          {t("toPublicPage")}
        </a>
      </h2>
      <p className="board-claim mt-1">
        <Parts parts={claim.headlineParts} />
      </p>
      <p className="mt-1 max-w-3xl text-dim">{claim.summary}</p>
    </section>
  );
}

function Invitation({ href }: { readonly href: string | null }) {
  const t = useTranslations("board");
  return (
    <section className="py-8">
      <h1 className="title">{t("noNetwork")}</h1>
      <p className="lede mt-4">{t("noNetworkWords")}</p>
      <p className="mt-6">
        {href === null ? (
          t("noNetworkEditor")
        ) : (
          <a href={href} className="desk-button" data-kind="primary">
            {t("noNetworkLink")}
          </a>
        )}
      </p>
    </section>
  );
}
