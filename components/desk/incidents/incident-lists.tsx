"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { useSite } from "@/components/desk/desk-provider";
import { useShortcuts } from "@/components/desk/shortcuts";
import { useNow } from "@/components/desk/use-now";
import type { IncidentSummary } from "@/domain/contract/incident";
import type { ListOf } from "@/domain/contract/list";
import { declaredLevel } from "@/domain/level";

const ASK_EVERY_MS = 15_000;

interface Props {
  readonly open: ListOf<IncidentSummary>;
  readonly resolved: ListOf<IncidentSummary>;
  /** Names of networks by slug. */
  readonly networks: Readonly<Record<string, string>>;
}

/** What is open, with what was promised; planned maintenance; and what is over. */
export function IncidentLists({ open: initial, resolved, networks }: Props) {
  const t = useTranslations("incidents");
  const { prefix, lang } = useSite();
  const { data = initial } = useQuery({
    queryKey: ["incidents", "open", lang],
    queryFn: async ({ signal }) =>
      (await ask<ListOf<IncidentSummary>>(`/api/v1/incidents?status=open&limit=500&lang=${lang}`, { signal })).value,
    initialData: initial,
    refetchInterval: ASK_EVERY_MS,
  });
  const fresh = `${prefix}/desk/incidents/new`;
  useShortcuts([
    { keys: "n", label: t("new"), run: () => location.assign(fresh) },
    { keys: "m", label: t("newMaintenance"), run: () => location.assign(`${fresh}?kind=maintenance`) },
  ]);
  const isPlanned = ({ impact }: IncidentSummary) => impact === "maintenance";
  const ongoing = data.items.filter((incident) => !isPlanned(incident));
  const planned = data.items.filter(isPlanned);
  const older = resolved.nextCursor;
  return (
    <div className="grid gap-12">
      <List title={t("open")} empty={t("none")} incidents={ongoing} networks={networks} />
      {planned.length > 0 && <List title={t("maintenance")} empty="" incidents={planned} networks={networks} />}
      <div>
        <List title={t("resolved")} empty={t("noneResolved")} incidents={resolved.items} networks={networks} />
        {older !== null && (
          <p className="mt-5">
            <a href={`${prefix}/desk/incidents?before=${encodeURIComponent(older)}`} rel="next" className="underline">
              {t("older")}
            </a>
          </p>
        )}
      </div>
    </div>
  );
}

interface ListProps {
  readonly title: string;
  readonly empty: string;
  readonly incidents: readonly IncidentSummary[];
  readonly networks: Props["networks"];
}

function List({ title, empty, incidents, networks }: ListProps) {
  return (
    <section aria-label={title}>
      <h2 className="heading mb-2">{title}</h2>
      {incidents.length === 0 ? (
        <p className="border-rule border-t py-3.5 text-dim">{empty}</p>
      ) : (
        <ol>
          {incidents.map((incident) => (
            <Row key={incident.id} incident={incident} networks={networks} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Row({ incident, networks }: { readonly incident: IncidentSummary; readonly networks: Props["networks"] }) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const { prefix, lang } = useSite();
  const moment = (text: string) =>
    format.dateTime(new Date(text), {
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    });
  const { slug, title, status, impact, startedAt, resolvedAt, scheduledFor, scheduledUntil } = incident;
  const declared = declaredLevel([impact]);
  const isOpen = resolvedAt === null;
  const span =
    scheduledFor !== null && scheduledUntil !== null
      ? t("lasted", { from: moment(scheduledFor), to: moment(scheduledUntil) })
      : resolvedAt === null
        ? t("since", { moment: moment(startedAt) })
        : t("lasted", { from: moment(startedAt), to: moment(resolvedAt) });
  const about = incident.networks.map((network) => networks[network] ?? network);
  return (
    <li
      data-level={isOpen && declared !== "none" ? declared : "unknown"}
      className="grid gap-x-8 gap-y-0.5 border-rule border-t py-3.5 sm:grid-cols-[minmax(0,1fr)_auto]"
    >
      <h3 className="font-semibold" lang={incident.lang === lang ? undefined : incident.lang}>
        <a href={`${prefix}/desk/incidents/${slug}`} className="hover:underline">
          {title}
        </a>
      </h3>
      <p className="small sm:text-right">
        <span className={isOpen ? "font-semibold text-level" : "text-dim"}>{t(`status.${status}`)}</span>
      </p>
      <p className="small text-dim">
        {about.length === 0 ? t("wholePage") : format.list(about)} · {span}
      </p>
      {isOpen && <PromiseNote nextUpdateBy={incident.nextUpdateBy} isMaintenance={impact === "maintenance"} />}
    </li>
  );
}

interface PromiseProps {
  readonly nextUpdateBy: string | null;
  readonly isMaintenance: boolean;
}

/** What was promised, and whether it was kept. */
function PromiseNote({ nextUpdateBy, isMaintenance }: PromiseProps) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const now = useNow();
  if (nextUpdateBy === null) {
    return isMaintenance ? null : <p className="small text-dim sm:text-right">{t("promiseNone")}</p>;
  }
  const date = new Date(nextUpdateBy);
  const moment = format.dateTime(date, { weekday: "short", hour: "2-digit", minute: "2-digit" });
  const isLate = now !== null && date.getTime() <= now;
  return (
    <p className={`small sm:text-right ${isLate ? "desk-late" : "text-dim"}`}>
      {t(isLate ? "promiseLate" : "promiseNext", { moment })}
    </p>
  );
}
