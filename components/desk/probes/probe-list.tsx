"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { When } from "@/components/desk/when";
import type { ProbeAnswer, ProbeList as Probes } from "@/domain/contract/desk/probes";

interface Props {
  readonly initial: Probes;
  /** In the reader's language. */
  readonly path: string;
  readonly docs: string;
}

const LOOK_EVERY_MS = 5_000;

/** The probes as they stand; it looks again by itself. */
export function ProbeList({ initial, path, docs }: Props) {
  const t = useTranslations("probes");
  const c = useTranslations("common");
  const { data, isError } = useQuery({
    queryKey: [path],
    queryFn: async ({ signal }) => (await ask<Probes>(path, { signal })).value,
    initialData: initial,
    refetchInterval: LOOK_EVERY_MS,
  });
  return (
    <>
      {isError && (
        <p role="status" className="small mb-4 text-dim">
          {c("notLive")}
        </p>
      )}
      {data.items.length === 0 && (
        <p className="lede">
          {t("none")}{" "}
          <a href={docs} className="underline decoration-edge hover:decoration-ink">
            {t("noneLink")}
          </a>
        </p>
      )}
      <ul>
        {data.items.map((probe) => (
          <li key={probe.name} className="probe-item">
            <Probe probe={probe} now={data.now} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Probe({ probe, now }: { readonly probe: ProbeAnswer; readonly now: string }) {
  const t = useTranslations("probes");
  const format = useFormatter();
  const { name, state, round, networks, sources } = probe;
  const names = (all: ProbeAnswer["networks"]) =>
    all.length === 0 ? t("nothing") : format.list(all.map((it) => it.name));
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h2 className="subheading [overflow-wrap:anywhere]">{name}</h2>
        <span className="probe-state" data-state={state}>
          {t(`state.${state}`)}
        </span>
      </div>
      <p className="small text-dim">
        <Standing probe={probe} now={now} />
      </p>
      <dl className="probe-facts">
        <dt>{t("lastRound")}</dt>
        <dd>
          <When at={round.at} now={now} /> ({format.relativeTime(new Date(round.at), new Date(now))})
          {round.addresses !== null && ` · ${t("listed", { count: round.addresses })}`}
        </dd>
        <dt>{t("unknown")}</dt>
        <dd>
          {round.unknown.length === 0
            ? t("allKnown")
            : round.unknown.map(({ source, addresses }) => (
                <span key={source.slug} className="block">
                  {source.name}:{" "}
                  <span className="text-dim">{addresses === null ? t("whole") : t("some", { count: addresses })}</span>
                </span>
              ))}
        </dd>
        <dt>{t("networks")}</dt>
        <dd>{names(networks)}</dd>
        <dt>{t("sources")}</dt>
        <dd>{names(sources)}</dd>
      </dl>
    </>
  );
}

function Standing({ probe, now }: { readonly probe: ProbeAnswer; readonly now: string }) {
  const t = useTranslations("probes");
  const { state, silentSince, believedUntil } = probe;
  const at = silentSince ?? believedUntil;
  if (state === "retired" || at === null) return t(state === "retired" ? "retiredWords" : "askedWords");
  return t.rich(state === "silent" ? "silentSince" : "believedUntil", { moment: () => <When at={at} now={now} /> });
}
