"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { useSite } from "@/components/desk/desk-provider";
import { Key } from "@/components/desk/key";
import { useShortcuts } from "@/components/desk/shortcuts";
import type { IncidentView } from "@/components/incident";
import { Log } from "@/components/log";
import { Prose } from "@/components/prose";
import { Stepper } from "@/components/stepper";
import type { ProposalAnswer } from "@/domain/contract/desk/incidents";
import type { IncidentAnswer } from "@/domain/contract/incident";
import { Composer } from "./composer";
import { CustomerAnswerButton } from "./customer-answer";
import { IncidentForm } from "./incident-form";

const ASK_EVERY_MS = 15_000;

interface Incident {
  readonly answer: IncidentAnswer;
  readonly view: IncidentView;
}

interface Props {
  readonly initial: Incident;
  readonly declared: ProposalAnswer["declared"];
  /** What the section of updates is called, as on the public page. */
  readonly threadTitle: string;
}

/** An incident at the desk: as readers see it, with the next update on top. */
export function IncidentDesk({ initial, declared, threadTitle }: Props) {
  const t = useTranslations("incidents");
  const { prefix, lang } = useSite();
  const { id, slug } = initial.answer;
  const client = useQueryClient();
  const [posted, setPosted] = useState<string[]>([]);
  const queryKey = ["incident", id, lang];
  const { data = initial, refetch } = useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<Incident> => {
      const [answer, view] = await Promise.all([
        ask<IncidentAnswer>(`/api/v1/incidents/${id}?lang=${lang}`, { signal }),
        ask<IncidentView>(`/api/views/incident/${slug}?lang=${lang}`, { signal }),
      ]);
      return { answer: answer.value, view: view.value };
    },
    initialData: initial,
    refetchInterval: ASK_EVERY_MS,
  });
  const refresh = useCallback(async () => (await refetch()).data?.answer, [refetch]);
  const { answer, view } = data;
  const home = `${prefix}/desk/incidents/${slug}`;
  const names = declared.sources.filter(({ slug: source }) => answer.sources.includes(source)).map(({ name }) => name);
  const told = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // The composer that held the focus has made room for an empty one.
    if (posted.length > 0) told.current?.focus();
  }, [posted.length]);
  const [latest] = answer.updates;
  useShortcuts(
    latest === undefined
      ? []
      : [{ keys: "e", label: t("edit.latest"), run: () => location.assign(`${home}/updates/${latest.id}`) }],
  );
  return (
    <article data-level={view.level}>
      <header className="mb-8">
        <p className="small text-dim">{[view.since, ...view.networks.map(({ name }) => name)].join(" · ")}</p>
        <h1 className="title mt-2 max-w-[30ch]" lang={view.titleLang}>
          {view.title}
        </h1>
        <div className="mt-5">
          <Stepper steps={view.steps} label={t("status.legend")} />
        </div>
        {view.next !== null && <p className="mt-4 font-semibold">{view.next}</p>}
        {view.notice !== null && (
          <div className="mt-4 max-w-[65ch] border-level border-l-[3px] pl-4">
            <Prose html={view.notice.html} lang={view.notice.lang} />
          </div>
        )}
        <p className="small mt-5 flex flex-wrap items-center gap-x-5 gap-y-2">
          <CustomerAnswerButton incident={id} />
          <a href={`${prefix}/incidents/${slug}`} className="underline">
            {t("read")}
          </a>
          <a href={`${home}/notice`} className="underline">
            {t("edit.notice")}
          </a>
          {answer.resolvedAt !== null && (
            <a href={`${home}/postmortem`} className="underline">
              {t("edit.postmortem")}
            </a>
          )}
        </p>
      </header>
      {posted.length > 0 && (
        <p ref={told} role="status" tabIndex={-1} className="desk-posted">
          {t("compose.posted")} <a href={`#${posted.at(-1)}`}>{t("read")}</a>
          {" · "}
          <a href={`${home}/updates/${posted.at(-1)}`}>
            {t("edit.update")} <Key name="e" />
          </a>
        </p>
      )}
      <Composer
        key={posted.length}
        incident={answer}
        sources={names}
        mine={posted}
        refresh={refresh}
        onPosted={(update) => {
          // The next one begins where this one leaves the incident, which the server has yet to be asked.
          if (latest === undefined || update.at >= latest.at) {
            client.setQueryData<Incident>(queryKey, { ...data, answer: { ...answer, status: update.status } });
          }
          setPosted([...posted, update.id]);
          void client.invalidateQueries({ queryKey });
        }}
      />
      <IncidentForm id={id} declared={declared} onSaved={refresh} />
      <section aria-labelledby="thread" className="mt-12">
        <h2 id="thread" className="heading mb-6">
          {threadTitle}
        </h2>
        <Log
          view={view.thread}
          actionsOf={(update) => (
            <p className="tiny mt-1.5">
              <a href={`${home}/updates/${update}`} className="underline">
                {t("edit.update")}
              </a>
            </p>
          )}
        />
      </section>
    </article>
  );
}
