"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { BoardAnswer } from "@/domain/contract/desk/board";
import { useMoments } from "./moment";
import type { Paths } from "./paths";

/** How much waits for somebody. */
export function lateCount({ incidents, silent, unverified }: BoardAnswer): number {
  return incidents.reduce((sum, { overdue }) => sum + overdue.length, silent.length + unverified.length);
}

/** What was promised and did not happen, and who fell silent. */
export function LateList({ board, paths }: { readonly board: BoardAnswer; readonly paths: Paths }) {
  const t = useTranslations("board");
  const { moment, lasting } = useMoments(board.asOf);
  if (lateCount(board) === 0) return null;
  const kinds = { update: "lateUpdate", begin: "lateBegin", end: "lateEnd" } as const;
  return (
    <section aria-labelledby="board-late" className="mt-10">
      <h2 id="board-late" className="subheading">
        {t("late")}
      </h2>
      <ul className="board-list">
        {board.incidents.flatMap(({ slug, title, overdue }) =>
          overdue.map(({ what, since }) => (
            <Late
              key={`${slug} ${what}`}
              words={t(kinds[what], { title, since: moment(since) })}
              rest={t("overdueFor", { duration: lasting(since) })}
            >
              <a href={paths.incident(slug)} className="desk-button">
                {t(what === "update" ? "writeUpdate" : "toMaintenance")}
              </a>
            </Late>
          )),
        )}
        {board.silent.map(({ probe, since }) => (
          <Late
            key={probe}
            words={t("silent", { probe, since: moment(since) })}
            rest={t("silentFor", { duration: lasting(since) })}
          >
            <a href={paths.probes} className="desk-button">
              {t("toProbes")}
            </a>
          </Late>
        ))}
        {board.unverified.map(({ slug, name, since }) => (
          <Late
            key={slug}
            words={since === null ? t("unverifiedYet", { name }) : t("unverified", { name, since: moment(since) })}
            rest={since === null ? null : t("silentFor", { duration: lasting(since) })}
          >
            <a href={paths.probes} className="desk-button">
              {t("toProbes")}
            </a>
          </Late>
        ))}
      </ul>
    </section>
  );
}

interface LateProps {
  readonly words: string;
  readonly rest: string | null;
  readonly children: ReactNode;
}

function Late({ words, rest, children }: LateProps) {
  return (
    <li className="board-late">
      <p className="min-w-0 flex-1">
        <span className="font-semibold">{words}</span>
        {rest !== null && <span className="small block text-level">{rest}</span>}
      </p>
      {children}
    </li>
  );
}
