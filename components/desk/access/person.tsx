"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useNow, useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { Dialog } from "@/components/desk/dialog";
import { RefusalNote } from "@/components/desk/refusal-note";
import { When } from "@/components/desk/when";
import type { LinkAnswer, PersonAnswer, PersonPatch } from "@/domain/contract/desk/access";
import { Sessions } from "./sessions";

interface Props {
  readonly person: PersonAnswer;
  readonly onChanged: () => Promise<unknown>;
  readonly onLink: (link: LinkAnswer) => void;
}

/** Somebody with an account, and what an administrator may do about it. Speaks the words of "people". */
export function Person({ person, onChanged, onLink }: Props) {
  const { id, name, email, role, state, isYou, linkUntil, lastUsedAt, sessions } = person;
  const t = useTranslations("people");
  const common = useTranslations("common");
  const now = useNow().toISOString();
  const [asked, setAsked] = useState<"disable" | "lower" | null>(null);
  const change = useMutation({
    mutationFn: (body: PersonPatch) => ask(`/api/desk/people/${id}`, { method: "PATCH", body }),
    onSettled: () => {
      setAsked(null);
      return onChanged();
    },
  });
  const renew = useMutation({
    mutationFn: async () => (await ask<LinkAnswer>(`/api/desk/people/${id}/link`, { method: "POST" })).value,
    onSuccess: (link) => {
      onLink(link);
      return onChanged();
    },
  });
  const action = (words: string, run: () => void) => (
    <Button aria-label={t("actionsFor", { action: words, name })} isBusy={change.isPending} onClick={run}>
      {words}
    </Button>
  );
  const lower = () => (isYou ? setAsked("lower") : change.mutate({ role: "editor" }));
  return (
    <li className="access-person" data-state={state}>
      <div className="min-w-0">
        <h2 className="text-lg font-semibold">
          {name} {isYou && <span className="access-mark">{t("you")}</span>}
        </h2>
        <p className="break-words">{email}</p>
        <p className="small mt-1 text-dim">
          {t(`roles.${role}`)} · {t(`state.${state}`)}
          {state === "active" && " · "}
          {state === "active" &&
            (lastUsedAt === null
              ? t("neverUsed")
              : t.rich("lastUsed", { at: () => <When at={lastUsedAt} now={now} /> }))}
          {linkUntil !== null && <> · {t.rich("linkUntil", { until: () => <When at={linkUntil} now={now} /> })}</>}
          {state === "invited" && linkUntil === null && ` · ${t("noLink")}`}
        </p>
        {sessions.length > 0 && !isYou && (
          <details className="mt-2">
            <summary className="small cursor-pointer">{t("sessions", { count: sessions.length })}</summary>
            <Sessions sessions={sessions} onEnded={onChanged} />
          </details>
        )}
        <RefusalNote error={change.error ?? renew.error} />
      </div>
      <div className="access-actions">
        {state !== "disabled" && action(t("newLink"), () => renew.mutate())}
        {state !== "disabled" &&
          role === "editor" &&
          action(t("makeAdministrator"), () => change.mutate({ role: "administrator" }))}
        {state !== "disabled" && role === "administrator" && action(t("makeEditor"), lower)}
        {state === "disabled"
          ? action(t("enable"), () => change.mutate({ isDisabled: false }))
          : action(t("disable"), () => setAsked("disable"))}
      </div>
      {asked !== null && (
        <Dialog
          title={asked === "lower" ? t("lowerTitle") : isYou ? t("disableYouTitle") : t("disableTitle", { name })}
          onClose={() => setAsked(null)}
        >
          <p>{t(asked === "lower" ? "lowerWords" : isYou ? "disableYouWords" : "disableWords")}</p>
          <div className="mt-5 flex flex-wrap gap-3">
            <Button
              kind="danger"
              isBusy={change.isPending}
              onClick={() => change.mutate(asked === "lower" ? { role: "editor" } : { isDisabled: true })}
            >
              {t(asked === "lower" ? "makeEditor" : "disable")}
            </Button>
            <Button onClick={() => setAsked(null)}>{common("cancel")}</Button>
          </div>
        </Dialog>
      )}
    </li>
  );
}
