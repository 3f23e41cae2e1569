"use client";

import { useRef, useState } from "react";
import { useFormatter, useTimeZone, useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { useSite } from "@/components/desk/desk-provider";
import { Refusal } from "@/components/desk/refusal";
import { RefusalNote } from "@/components/desk/refusal-note";
import { useShortcuts } from "@/components/desk/shortcuts";
import { useDescribed } from "@/components/desk/texts/described";
import { DraftLine } from "@/components/desk/texts/draft-line";
import { useDraft } from "@/components/desk/texts/use-draft";
import { useNow } from "@/components/desk/use-now";
import { Prose } from "@/components/prose";
import type { UpdateProposalAnswer } from "@/domain/contract/desk/incidents";
import type { IncidentAnswer } from "@/domain/contract/incident";
import type { UpdateAnswer, UpdateStatus } from "@/domain/contract/update";
import { isOver } from "@/domain/incident";
import { Arrived } from "./arrived";
import { Composing, focusMissing, onPublishKey, PublishBar, useNotify, useWrittenWords } from "./composing";
import { bodiesOf, newDraft, updateBody } from "./incident-draft";
import { usePosting } from "./use-posting";

interface Props {
  readonly incident: IncidentAnswer;
  /** Names of its sources. */
  readonly sources: readonly string[];
  /** Ids of what was posted from this page before. */
  readonly mine: readonly string[];
  /** Asks the server for the incident as it is by now. */
  readonly refresh: () => Promise<IncidentAnswer | undefined>;
  readonly onPosted: (update: UpdateAnswer) => void;
}

/** The next update of an incident. What a colleague posted meanwhile is shown before this one goes out. */
export function Composer({ incident, sources, mine, refresh, onPosted }: Props) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const site = useSite();
  const zone = useTimeZone() ?? "UTC";
  const now = useNow();
  const form = useRef<HTMLFormElement>(null);
  const [initial] = useState(() =>
    newDraft(
      { title: "", bodyMarkdown: "", status: incident.status, at: null, approximate: false, translations: {} },
      "none",
    ),
  );
  const [seen] = useState(() => new Set([...incident.updates.map(({ id }) => id), ...mine]));
  const [isTried, setIsTried] = useState(false);
  const draft = useDraft(`update/${incident.id}`, initial);
  const { value, set } = draft;
  const { text } = value;
  const languages = useWrittenWords(value);
  const notify = useNotify(value);
  const meanwhile = incident.updates.filter(({ id }) => !seen.has(id));
  const posting = usePosting<typeof value, UpdateAnswer>({
    path: `/api/v1/incidents/${incident.id}/updates`,
    draft,
    notify,
    bodyOf: (typed) => updateBody(typed, site, now ?? Date.now(), zone),
    onPosted,
  });
  const { whenDescribed, question } = useDescribed(bodiesOf(text));
  const kind = incident.impact === "maintenance" ? "maintenance" : "incident";
  const isResolved = isOver(incident.status);

  const publish = async () => {
    setIsTried(true);
    if (posting.isBusy || posting.arrived !== null) return;
    if (languages === "") return form.current?.querySelector("textarea")?.focus();
    if (notify === null) return focusMissing(form.current);
    // What was posted meanwhile may be this very update, whose answer was lost.
    if (posting.isRepeat) return posting.send();
    // Where the server does not answer, the posting itself tells.
    const fresh = await refresh();
    const shown = new Set(incident.updates.map(({ id }) => id));
    const isUnread = (fresh?.updates ?? []).some(({ id }) => !seen.has(id) && !shown.has(id));
    if (!isUnread) whenDescribed(posting.send);
  };
  const begin = (status: UpdateStatus) => {
    set((before) => ({ ...before, text: { ...before.text, status }, promise: "none" }));
    form.current?.querySelector("textarea")?.focus();
  };
  const suggest = async () => {
    const { value: found } = await ask<UpdateProposalAnswer>(`/api/desk/incident-proposal/${incident.id}`);
    set((before) => ({
      ...before,
      text: {
        ...before.text,
        bodyMarkdown: joined(before.text.bodyMarkdown, found.texts[site.own]),
        translations: Object.fromEntries(
          site.languages
            .filter((lang) => lang !== site.own)
            .map((lang) => {
              const { title = "", bodyMarkdown = "" } = before.text.translations[lang] ?? {};
              return [lang, { title, bodyMarkdown: joined(bodyMarkdown, found.texts[lang]) }];
            }),
        ),
      },
      ticked: [...new Set([...before.ticked, "who", "needNot"])],
    }));
  };
  useShortcuts([
    {
      keys: "u",
      label: t("compose.title"),
      run: () => form.current?.querySelector<HTMLElement>("input[type=text]")?.focus(),
    },
    {
      keys: "r",
      label: t(isResolved ? "compose.reopen" : "compose.resolve"),
      run: () => begin(nextStatus(kind, isResolved)),
    },
  ]);

  const latest = incident.updates[0];
  const isLate = text.at !== null && latest !== undefined && text.at < latest.at;
  const moment = text.at && format.dateTime(new Date(text.at), { dateStyle: "full", timeStyle: "short" });
  const willBeOver = isOver(text.status);
  const summary = [
    languages === ""
      ? t("summary.empty")
      : moment
        ? t("summary.then", { languages, moment })
        : t("summary.now", { languages }),
    ...(isLate ? [t("summary.late", { status: t(`status.${incident.status}`) })] : []),
    ...(!isLate && willBeOver && !isResolved ? [t("summary.resolves")] : []),
    ...(!isLate && !willBeOver && isResolved ? [t("summary.reopens")] : []),
  ].join(" ");
  const refusal = posting.error instanceof Refusal ? posting.error : null;
  const press = () => void publish();
  return (
    <form
      ref={form}
      className="desk-composer"
      aria-labelledby="compose"
      onKeyDown={onPublishKey(press)}
      onSubmit={(event) => {
        event.preventDefault();
        press();
      }}
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="compose" className="heading">
          {t("compose.title")}
        </h2>
        <div className="flex flex-wrap gap-3">
          <Button onClick={() => void suggest()}>{t("compose.suggest")}</Button>
          <Button onClick={() => begin(nextStatus(kind, isResolved))}>
            {t(isResolved ? "compose.reopen" : "compose.resolve")}
          </Button>
        </div>
      </div>
      <DraftLine draft={draft} />
      <Composing
        draft={draft}
        kind={kind}
        refusal={refusal}
        pointer=""
        sources={sources}
        notify={notify}
        isNotifyMissing={isTried}
      />
      {meanwhile.length > 0 && <Meanwhile updates={meanwhile} />}
      {posting.arrived !== null && (
        <Arrived incidentId={incident.id} update={posting.arrived} text={text} onKept={draft.clear}>
          <Button onClick={posting.sendAsNew}>{t("compose.publishAsNew")}</Button>
        </Arrived>
      )}
      <RefusalNote error={posting.error} shown={["/at"]} />
      <PublishBar summary={summary}>
        <Button kind="primary" type="submit" isBusy={posting.isBusy}>
          {t(meanwhile.length > 0 ? "compose.publishAnyway" : "compose.publish")}
        </Button>
      </PublishBar>
      {question}
    </form>
  );
}

/** What colleagues posted since the page was opened, to be read before one's own goes out. */
function Meanwhile({ updates }: { readonly updates: readonly UpdateAnswer[] }) {
  const t = useTranslations("incidents");
  return (
    <section role="alert" className="desk-meanwhile">
      <p className="font-semibold">{t("compose.meanwhile", { count: updates.length })}</p>
      <p className="small">{t("compose.meanwhileWords")}</p>
      {updates.map((update) => (
        <blockquote key={update.id} className="mt-3">
          {update.title !== null && (
            <p className="font-semibold" lang={update.titleLang}>
              {update.title}
            </p>
          )}
          <Prose html={update.bodyHtml} lang={update.lang} />
        </blockquote>
      ))}
    </section>
  );
}

function nextStatus(kind: "incident" | "maintenance", isResolved: boolean): UpdateStatus {
  if (kind === "maintenance") return isResolved ? "in_progress" : "completed";
  return isResolved ? "investigating" : "resolved";
}

function joined(typed: string, found: string | undefined): string {
  return [typed.trimEnd(), found ?? ""].filter((text) => text !== "").join("\n\n");
}
