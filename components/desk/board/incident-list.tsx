"use client";

import { useTranslations } from "use-intl";
import type { BoardAnswer, BoardIncidentAnswer } from "@/domain/contract/desk/board";
import { useMoments } from "./moment";
import type { Paths } from "./paths";

interface Props {
  readonly board: BoardAnswer;
  readonly paths: Paths;
}

/** Open incidents with what was promised of them, and what is planned. */
export function IncidentList({ board, paths }: Props) {
  const t = useTranslations("board");
  const planned = board.incidents.filter(({ status }) => status === "scheduled");
  const open = board.incidents.filter(({ status }) => status !== "scheduled");
  const lists = [
    { id: "board-open", title: t("incidents"), incidents: open },
    { id: "board-planned", title: t("planned"), incidents: planned },
  ];
  return lists.map(
    ({ id, title, incidents }) =>
      incidents.length > 0 && (
        <section key={id} aria-labelledby={id} className="mt-12">
          <h2 id={id} className="subheading">
            {title}
          </h2>
          <ul className="board-list">
            {incidents.map((incident) => (
              <Incident key={incident.slug} incident={incident} now={board.asOf} href={paths.incident(incident.slug)} />
            ))}
          </ul>
        </section>
      ),
  );
}

function Incident({
  incident,
  now,
  href,
}: {
  readonly incident: BoardIncidentAnswer;
  readonly now: string;
  readonly href: string;
}) {
  const t = useTranslations("board");
  const { moment, lasting } = useMoments(now);
  const { title, lang, status, latestAt, nextUpdateBy, scheduledFor, scheduledUntil, impact } = incident;
  const promised = nextUpdateBy !== null && nextUpdateBy > now;
  return (
    <li className="py-3">
      <a href={href} className="font-semibold hover:underline" lang={lang}>
        {title}
      </a>
      <p className="small text-dim">
        {[
          t(`status.${status}`),
          ...(impact === "maintenance" && scheduledFor !== null && scheduledUntil !== null
            ? [t("from", { from: moment(scheduledFor), to: moment(scheduledUntil) })]
            : [t("latest", { since: moment(latestAt) })]),
          ...(promised ? [t("next", { since: moment(nextUpdateBy), duration: lasting(nextUpdateBy) })] : []),
          ...(nextUpdateBy === null && impact !== "maintenance" ? [t("noNext")] : []),
        ].join(" · ")}
      </p>
    </li>
  );
}
