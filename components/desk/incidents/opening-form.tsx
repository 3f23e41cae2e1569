"use client";

import { useRef, useState } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import { Button } from "@/components/desk/button";
import { useSite } from "@/components/desk/desk-provider";
import { Field } from "@/components/desk/field";
import { Refusal } from "@/components/desk/refusal";
import { RefusalNote } from "@/components/desk/refusal-note";
import { useDescribed } from "@/components/desk/texts/described";
import { DraftLine } from "@/components/desk/texts/draft-line";
import { useLanguageName } from "@/components/desk/texts/language-name";
import { useDraft } from "@/components/desk/texts/use-draft";
import { useNow } from "@/components/desk/use-now";
import type { ProposalAnswer } from "@/domain/contract/desk/incidents";
import type { IncidentAnswer } from "@/domain/contract/incident";
import { coveringIncidents } from "@/domain/incident-proposal";
import { DAY_MS, formatInstant, HOUR_MS } from "@/domain/instant";
import { AboutFields } from "./about-fields";
import { Composing, focusMissing, onPublishKey, PublishBar, useNotify, useWrittenWords } from "./composing";
import type { UpdateDraft } from "./incident-draft";
import { bodiesOf, newDraft, updateBody, writtenLanguages } from "./incident-draft";
import { usePosting } from "./use-posting";
import { WallField } from "./wall-field";

interface OpeningDraft extends UpdateDraft {
  /** By language. */
  readonly titles: Readonly<Record<string, string>>;
  readonly impact: ProposalAnswer["impact"];
  readonly networks: readonly string[];
  readonly sources: readonly string[];
  /** Instants of RFC 3339. */
  readonly startedAt: string | null;
  readonly scheduledFor: string;
  readonly scheduledUntil: string;
}

interface Props {
  readonly proposal: ProposalAnswer;
  readonly kind: "incident" | "maintenance";
}

/** Opens an incident, filled in from what is measured, or plans a maintenance. */
export function OpeningForm({ proposal, kind }: Props) {
  const t = useTranslations("incidents");
  const site = useSite();
  const nameOf = useLanguageName();
  const zone = useTimeZone() ?? "UTC";
  const now = useNow();
  const form = useRef<HTMLFormElement>(null);
  const [initial] = useState(() => initialDraft(proposal, kind, site));
  const [isTried, setIsTried] = useState(false);
  // What one began to write of one outage is no draft of another.
  const about = [...proposal.networks, ...proposal.sources]
    .join("_")
    .replace(/[^a-z0-9_-]/g, "")
    .slice(0, 100);
  const draft = useDraft<OpeningDraft>(kind === "incident" ? `incident/${about || "new"}` : "maintenance", initial);
  const { value, set } = draft;
  const languages = useWrittenWords(value);
  const notify = useNotify(value);
  const covering = kind === "incident" ? coveringIncidents(proposal.open, value.networks, value.sources) : [];
  const posting = usePosting<OpeningDraft, IncidentAnswer>({
    path: "/api/v1/incidents",
    draft,
    notify,
    bodyOf: (typed) => openingBody(typed, kind, site, now ?? Date.now(), zone),
    onPosted: ({ slug }) => location.assign(`${site.prefix}/desk/incidents/${slug}`),
  });
  const hasTitle = Object.values(value.titles).some((title) => title.trim() !== "");
  const isOrdered = kind === "incident" || value.scheduledFor < value.scheduledUntil;
  const { whenDescribed, question } = useDescribed(bodiesOf(value.text));
  const publish = () => {
    setIsTried(true);
    if (hasTitle && languages === "") return form.current?.querySelector("textarea")?.focus();
    if (!hasTitle || !isOrdered || notify === null) return focusMissing(form.current);
    if (posting.arrived !== null) return;
    whenDescribed(posting.send);
  };
  const change = (changed: Partial<OpeningDraft>) => set((before) => ({ ...before, ...changed }));
  const refusal = posting.error instanceof Refusal ? posting.error : null;
  const named = proposal.declared.sources.filter(({ slug }) => value.sources.includes(slug)).map(({ name }) => name);
  return (
    <form
      ref={form}
      className="desk-composer"
      aria-label={t(kind === "incident" ? "opening.title" : "opening.maintenanceTitle")}
      onKeyDown={onPublishKey(publish)}
      onSubmit={(event) => {
        event.preventDefault();
        publish();
      }}
    >
      <DraftLine draft={draft} />
      {covering.length > 0 && (
        <div role="status" className="desk-meanwhile">
          <p className="font-semibold">{t("opening.covered")}</p>
          <ul>
            {covering.map(({ slug, title, lang }) => (
              <li key={slug}>
                <span lang={lang}>{title}</span>
                {" · "}
                <a href={`${site.prefix}/desk/incidents/${slug}`} className="underline">
                  {t("opening.post")}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="desk-languages">
        {titleLanguages(site).map((lang, index) => (
          <Field
            key={lang}
            label={`${t("texts.title")} · ${nameOf(lang)}`}
            error={isTried && !hasTitle && index === 0 ? t("opening.titleMissing") : undefined}
          >
            {(bound) => (
              <input
                {...bound}
                // biome-ignore lint/a11y/noAutofocus: One came to this page to open an incident, and its title is the first thing to read.
                autoFocus={index === 0}
                type="text"
                lang={lang}
                maxLength={120}
                value={value.titles[lang] ?? ""}
                onChange={(event) => change({ titles: { ...value.titles, [lang]: event.target.value } })}
                className="desk-input desk-title"
              />
            )}
          </Field>
        ))}
      </div>
      <AboutFields value={value} onChange={change} declared={proposal.declared} kind={kind} />
      {kind === "incident" ? (
        value.startedAt !== null && (
          <WallField
            label={t("opening.startedAt")}
            value={value.startedAt}
            onChange={(startedAt) => change({ startedAt })}
          />
        )
      ) : (
        <div className="desk-languages">
          <WallField
            label={t("opening.scheduledFor")}
            value={value.scheduledFor}
            onChange={(scheduledFor) => change({ scheduledFor })}
          />
          <WallField
            label={t("opening.scheduledUntil")}
            value={value.scheduledUntil}
            onChange={(scheduledUntil) => change({ scheduledUntil })}
            error={isOrdered ? undefined : t("opening.endBeforeBegin")}
          />
        </div>
      )}
      <h2 className="heading mt-4">{t("opening.firstUpdate")}</h2>
      <Composing
        draft={draft}
        kind={kind}
        refusal={refusal}
        pointer="/update"
        sources={named}
        notify={notify}
        isNotifyMissing={isTried}
      />
      {posting.arrived !== null && (
        <section role="alert" className="desk-meanwhile">
          <p className="font-semibold">{t("opening.arrived")}</p>
          <p className="small">{t("opening.arrivedWords")}</p>
          <div className="mt-3 flex flex-wrap gap-3">
            <a href={`${site.prefix}/desk/incidents/${posting.arrived.slug}`} className="desk-button">
              {t("opening.goToArrived")}
            </a>
            <Button onClick={posting.sendAsNew}>{t("opening.openAnother")}</Button>
          </div>
        </section>
      )}
      <RefusalNote error={posting.error} shown={["/update/at"]} />
      <PublishBar summary={languages === "" ? t("summary.empty") : t("summary.opens", { languages })}>
        <Button kind="primary" type="submit" isBusy={posting.isBusy}>
          {t(kind === "incident" ? "opening.publish" : "opening.publishMaintenance")}
        </Button>
      </PublishBar>
      {question}
    </form>
  );
}

type Site = ReturnType<typeof useSite>;

function titleLanguages({ own, languages }: Site): string[] {
  return [own, ...languages.filter((lang) => lang !== own)];
}

function initialDraft(proposal: ProposalAnswer, kind: Props["kind"], site: Site): OpeningDraft {
  const isPlanned = kind === "maintenance";
  const texts = isPlanned ? proposal.maintenance : proposal.texts;
  const bodyOf = (lang: string) => texts[lang]?.bodyMarkdown ?? "";
  const begin = Math.ceil((Date.parse(proposal.asOf) + DAY_MS) / HOUR_MS) * HOUR_MS;
  const translations = titleLanguages(site)
    .slice(1)
    .map((lang) => [lang, { title: "", bodyMarkdown: bodyOf(lang) }]);
  return {
    ...newDraft(
      {
        title: "",
        bodyMarkdown: bodyOf(site.own),
        status: isPlanned ? "scheduled" : "investigating",
        at: null,
        approximate: false,
        translations: Object.fromEntries(translations),
      },
      isPlanned || bodyOf(site.own) === "" ? "none" : "1h",
      bodyOf(site.own) === "" ? [] : ["means", "needNot"],
    ),
    titles: Object.fromEntries(titleLanguages(site).map((lang) => [lang, texts[lang]?.title ?? ""])),
    impact: isPlanned
      ? "maintenance"
      : proposal.impact === "none" && proposal.networks.length === 0
        ? "minor"
        : proposal.impact,
    networks: isPlanned ? [] : proposal.networks,
    sources: isPlanned ? [] : proposal.sources,
    startedAt: proposal.startedAt,
    scheduledFor: formatInstant(begin),
    scheduledUntil: formatInstant(begin + 2 * HOUR_MS),
  };
}

/** The body that opens it. The original is in the first language that both title and text are in, else in that of the text. */
function openingBody(value: OpeningDraft, kind: Props["kind"], site: Site, now: number, zone: string): object {
  const { notify, nextUpdateBy, ...update } = updateBody(value, site, now, zone);
  const titleOf = (lang: string) => (value.titles[lang] ?? "").trim();
  const titled = titleLanguages(site).filter((lang) => titleOf(lang) !== "");
  const [lang = site.own] = [...writtenLanguages(value.text, site).filter((one) => titled.includes(one)), ...titled];
  const others = titled.filter((other) => other !== lang);
  const { impact, networks, sources, startedAt, scheduledFor, scheduledUntil } = value;
  return {
    title: titleOf(lang),
    lang,
    translations:
      others.length === 0 ? null : Object.fromEntries(others.map((other) => [other, { title: titleOf(other) }])),
    impact,
    networks,
    sources,
    ...(kind === "maintenance" ? { scheduledFor, scheduledUntil, startedAt: scheduledFor } : { startedAt }),
    nextUpdateBy,
    notify,
    update,
  };
}
