"use client";

import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { AuditAnswer } from "@/domain/contract/desk/audit";
import { subjectPath } from "./subject-path";
import { useWho } from "./who";

const counts = ["joined", "left", "moved", "relabelled"] as const;

/** An entry of the log as a sentence, with a link to what it is about. What has no words of its own is told by its names. */
export function AuditSentence({ entry, prefix }: { readonly entry: AuditAnswer; readonly prefix: string }) {
  const t = useTranslations("audit");
  const format = useFormatter();
  const who = useWho();
  const { actor, action, subject, name, detail, before, after } = entry;
  const path = subjectPath(entry);
  const values = {
    action,
    name: name ?? subject,
    made: before === null && after !== null ? "yes" : "no",
    reason: String(detail?.reason ?? ""),
    who: who(actor),
    by: (chunks: ReactNode) => <strong>{chunks}</strong>,
    to: (chunks: ReactNode) =>
      path === null ? (
        <span className="break-words">{chunks}</span>
      ) : (
        <a href={prefix + path} className="break-words underline">
          {chunks}
        </a>
      ),
  };
  const key = `actions.${action}` as "actions.network.put";
  const tail = counts.flatMap((count) => {
    const number = detail?.[count];
    return typeof number === "number" && number > 0 ? [t(`counts.${count}`, { count: number })] : [];
  });
  return (
    <>
      {t.rich(t.has(key) ? key : "unworded", values)}
      {tail.length > 0 && t("tail", { tail: format.list(tail) })}
    </>
  );
}
