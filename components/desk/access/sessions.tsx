"use client";

import { useMutation } from "@tanstack/react-query";
import { useNow, useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { RefusalNote } from "@/components/desk/refusal-note";
import { When } from "@/components/desk/when";
import type { SessionAnswer } from "@/domain/contract/desk/access";
import { agentName } from "./agent-name";

interface Props {
  readonly sessions: readonly SessionAnswer[];
  /** One has ended. */
  readonly onEnded: () => Promise<unknown>;
}

/** Where somebody is signed in, each with what ends it. Speaks the words of "account". */
export function Sessions({ sessions, onEnded }: Props) {
  const t = useTranslations("account");
  const now = useNow().toISOString();
  const end = useMutation({
    mutationFn: (id: number) => ask(`/api/desk/sessions/${id}`, { method: "DELETE" }),
    onSettled: onEnded,
  });
  return (
    <>
      <RefusalNote error={end.error} />
      <ul className="access-list">
        {sessions.map(({ id, isThis, client, agent, createdAt, lastUsedAt }) => {
          const where = `${agentName(agent) ?? t("unknownBrowser")}, ${client}`;
          return (
            <li key={id}>
              <div className="min-w-0">
                <p title={agent}>
                  {where} {isThis && <span className="access-mark">{t("this")}</span>}
                </p>
                <p className="small text-dim">
                  {t.rich("since", { at: () => <When at={createdAt} now={now} /> })}
                  {" · "}
                  {t.rich("used", { at: () => <When at={lastUsedAt} now={now} /> })}
                </p>
              </div>
              {!isThis && (
                <Button
                  isBusy={end.isPending && end.variables === id}
                  aria-label={t("endThis", { where })}
                  onClick={() => end.mutate(id)}
                >
                  {t("end")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
