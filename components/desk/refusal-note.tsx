"use client";

import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Refusal } from "./refusal";

interface Props {
  /** null: nothing was refused. */
  readonly error: unknown;
  /** Pointers of the fields that show their faults themselves. */
  readonly shown?: readonly string[];
  /** What was not done, where it is no saving. */
  readonly title?: string;
}

/** Why something was not done, in words, where the reader looks: it takes the focus when it appears. */
export function RefusalNote({ error, shown = [], title }: Props) {
  const t = useTranslations("problems");
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error != null) note.current?.focus();
  }, [error]);
  if (error == null) return null;
  const refusal = error instanceof Refusal ? error : new Refusal(0, "internal", String(error));
  const minutes = Math.ceil(Number(refusal.members.retryAfterSeconds ?? 60) / 60);
  const others = refusal.errors.filter(({ path }) => !shown.includes(path));
  return (
    <div ref={note} role="alert" tabIndex={-1} className="desk-refusal">
      <p className="font-semibold">{title ?? t("title")}</p>
      <p>{t.has(refusal.code as "invalid") ? t(refusal.code as "too_many_requests", { minutes }) : refusal.message}</p>
      {others.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {others.map(({ path, detail }) => (
            <li key={path + detail} lang="en">
              {detail}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
