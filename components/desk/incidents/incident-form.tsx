"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { useSite } from "@/components/desk/desk-provider";
import { Field } from "@/components/desk/field";
import { Refusal } from "@/components/desk/refusal";
import { RefusalNote } from "@/components/desk/refusal-note";
import { useLanguageName } from "@/components/desk/texts/language-name";
import { useNow } from "@/components/desk/use-now";
import type { EditableIncident } from "@/domain/contract/desk/incident-texts";
import type { ProposalAnswer } from "@/domain/contract/desk/incidents";
import { isOver } from "@/domain/incident";
import { formatInstant } from "@/domain/instant";
import { promisedAt } from "@/domain/promise";
import { AboutFields } from "./about-fields";
import { PromiseField } from "./promise-field";
import { WallField } from "./wall-field";

interface Props {
  readonly id: string;
  readonly declared: ProposalAnswer["declared"];
  readonly onSaved: () => unknown;
}

/** The fields of the incident itself, folded away: what is most often done is to post. */
export function IncidentForm(props: Props) {
  const t = useTranslations("incidents");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="desk-fields" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{t("edit.summary")}</summary>
      {isOpen && <Fields {...props} />}
    </details>
  );
}

function Fields({ id, declared, onSaved }: Props) {
  const [isSaved, setIsSaved] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["editable", id],
    queryFn: async ({ signal }) => (await ask<EditableIncident>(`/api/desk/incidents/${id}`, { signal })).value,
    // What is being typed is not to be taken away by what is read meanwhile.
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  if (data === undefined) return <RefusalNote error={error} />;
  return (
    <Form
      key={data.revision}
      incident={data}
      declared={declared}
      isSaved={isSaved}
      onChange={() => setIsSaved(false)}
      onSaved={async () => {
        await refetch();
        // The form is made anew from what was saved.
        setIsSaved(true);
        onSaved();
      }}
    />
  );
}

interface FormProps {
  readonly incident: EditableIncident;
  readonly declared: Props["declared"];
  readonly isSaved: boolean;
  readonly onChange: () => void;
  readonly onSaved: () => unknown;
}

function Form({ incident, declared, isSaved, onChange, onSaved }: FormProps) {
  const t = useTranslations("incidents");
  const site = useSite();
  const nameOf = useLanguageName();
  const { id, lang: own, translations, impact, networks, sources, startedAt, scheduledFor, scheduledUntil } = incident;
  const promised = incident.updates[0]?.nextUpdateBy ?? null;
  const zone = useTimeZone() ?? "UTC";
  const now = useNow();
  const titles = [own, ...site.languages.filter((lang) => lang !== own)];
  const [value, setValue] = useState({
    titles: Object.fromEntries(
      titles.map((lang) => [lang, lang === own ? incident.title : (translations[lang]?.title ?? "")]),
    ),
    ...{ impact, networks, sources, startedAt, scheduledFor, scheduledUntil },
    promise: promised ?? "none",
  } as const);
  const change = (changed: Partial<typeof value>) => {
    setValue({ ...value, ...changed });
    onChange();
  };
  const kind = impact === "maintenance" ? "maintenance" : "incident";
  const promiseOf = (promise: string) => {
    const at = promisedAt(promise, now ?? Date.now(), zone);
    return at === null ? null : formatInstant(at);
  };
  const saving = useMutation({
    mutationFn: () => {
      const others = Object.fromEntries(
        [...new Set([...Object.keys(translations), ...titles.slice(1)])].map((lang) => {
          const { title: before, ...rest } = translations[lang] ?? {};
          const title = (value.titles[lang] ?? before ?? "").trim();
          return [lang, title === "" ? rest : { ...rest, title }];
        }),
      );
      return ask(`/api/v1/incidents/${id}`, {
        method: "PATCH",
        headers: { "If-Match": `"${incident.revision}"` },
        body: {
          title: value.titles[own],
          translations: others,
          ...(kind === "incident"
            ? { impact: value.impact }
            : { scheduledFor: value.scheduledFor, scheduledUntil: value.scheduledUntil }),
          networks: value.networks,
          sources: value.sources,
          startedAt: value.startedAt,
          ...(value.promise === (promised ?? "none") ? {} : { nextUpdateBy: promiseOf(value.promise) }),
        },
      });
    },
    onSuccess: onSaved,
  });
  const isConflict = saving.error instanceof Refusal && saving.error.status === 412;
  return (
    <form
      className="desk-composer mt-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending) saving.mutate();
      }}
    >
      <div className="desk-languages">
        {titles.map((lang) => (
          <Field key={lang} label={`${t("texts.title")} · ${nameOf(lang)}`}>
            {(bound) => (
              <input
                {...bound}
                type="text"
                lang={lang}
                maxLength={120}
                value={value.titles[lang] ?? ""}
                onChange={(event) => change({ titles: { ...value.titles, [lang]: event.target.value } })}
                className="desk-input"
              />
            )}
          </Field>
        ))}
      </div>
      <AboutFields
        value={value}
        onChange={(about) => change(about as Partial<typeof value>)}
        declared={declared}
        kind={kind}
      />
      <WallField label={t("opening.startedAt")} value={value.startedAt} onChange={(at) => change({ startedAt: at })} />
      {value.scheduledFor !== null && value.scheduledUntil !== null && (
        <div className="desk-languages">
          <WallField
            label={t("opening.scheduledFor")}
            value={value.scheduledFor}
            onChange={(at) => change({ scheduledFor: at })}
          />
          <WallField
            label={t("opening.scheduledUntil")}
            value={value.scheduledUntil}
            onChange={(at) => change({ scheduledUntil: at })}
          />
        </div>
      )}
      {!isOver(incident.status) && <PromiseField value={value.promise} onChange={(promise) => change({ promise })} />}
      {isConflict ? (
        <p role="alert" className="desk-refusal">
          {t("edit.conflict")}
        </p>
      ) : (
        <RefusalNote error={saving.error} />
      )}
      <div className="flex items-center gap-3">
        <Button kind="primary" type="submit" isBusy={saving.isPending}>
          {t("edit.save")}
        </Button>
        <span role="status">{isSaved && t("edit.saved")}</span>
      </div>
    </form>
  );
}
