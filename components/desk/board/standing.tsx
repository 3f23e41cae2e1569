"use client";

import { useTranslations } from "use-intl";
import { Key } from "@/components/desk/key";
import type { BoardAnswer } from "@/domain/contract/desk/board";
import { lateCount } from "./late-list";
import { useMoments } from "./moment";
import type { Paths } from "./paths";

/** The one thing to know first. Loud only where readers have not been told. */
export function Standing({ board, paths }: { readonly board: BoardAnswer; readonly paths: Paths }) {
  const t = useTranslations("board");
  const { moment, lasting } = useMoments(board.asOf);
  const { untold, blocked, calm, rows } = board;
  if (untold !== null) {
    const names = [...untold.networks, ...untold.sources].map(({ name }) => name).join(" · ");
    const since = t("sinceFor", { since: moment(untold.since), duration: lasting(untold.since) });
    return (
      <section className="board-standing" data-tone="loud">
        <div>
          <p className="board-standing-line">{t("untold", { count: untold.addresses, deed: untold.deed })}</p>
          <p className="mt-1">{`${since} · ${names}`}</p>
        </div>
        <a href={paths.newIncident(untold)} className="desk-button">
          {t("open")} <Key name="o" />
        </a>
      </section>
    );
  }
  if (blocked > 0) {
    const incident = rows.find((row) => row.incident !== null)?.incident ?? null;
    return (
      <section className="board-standing" data-tone="told">
        <div>
          <p className="board-standing-line">{t("told", { count: blocked })}</p>
          {incident && (
            <p className="mt-1 text-dim" lang={incident.lang}>
              {incident.title}
            </p>
          )}
        </div>
        {incident && (
          <a href={paths.incident(incident.slug)} className="desk-button">
            {t("writeUpdate")} <Key name="u" />
          </a>
        )}
      </section>
    );
  }
  // Readers are still told of trouble: nothing is blocked, and it is not over.
  const [open] = board.incidents.filter(({ status }) => status !== "scheduled");
  return (
    <section className="board-standing" data-tone={calm ? (open ? "told" : "calm") : "waiting"}>
      <div>
        <p className="board-standing-line">
          {calm === null
            ? t("waiting")
            : open
              ? t("calmOpen")
              : calm.since === null
                ? t("calm")
                : t("calmSince", { since: moment(calm.since) })}
        </p>
        <p className="mt-1 text-dim">
          {calm ? (open ? open.title : t("calmWords")) : t("waitingWords", { count: lateCount(board) })}
        </p>
      </div>
      {open && (
        <a href={paths.incident(open.slug)} className="desk-button">
          {t("writeUpdate")} <Key name="u" />
        </a>
      )}
    </section>
  );
}
