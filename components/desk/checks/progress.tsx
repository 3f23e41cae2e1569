"use client";

import { useRef } from "react";
import { useTranslations } from "use-intl";
import type { TurnAnswer } from "@/domain/contract/desk/checks";
import { MINUTE_MS } from "@/domain/instant";

/** Fewer answers than this say nothing of one's pace. */
const ENOUGH = 3;

/** How far the queue is, and how long the rest takes at one's pace. `answered`: addresses that were done with on this page. */
export function Progress({ turn, answered }: { readonly turn: TurnAnswer; readonly answered: number }) {
  const t = useTranslations("checks");
  const began = useRef<number | null>(null);
  if (began.current === null && answered > 0) began.current = Date.now();
  const left = turn.total - turn.done;
  const paceMs = began.current === null || answered < ENOUGH ? null : (Date.now() - began.current) / (answered - 1);
  return (
    <div className="checks-progress">
      <progress max={turn.total || 1} value={turn.done} aria-label={t("progressLabel")} />
      <p>
        {t("progress", { done: turn.done, total: turn.total })}
        {paceMs !== null &&
          left > 0 &&
          ` · ${t("pace", { minutes: Math.max(1, Math.ceil((paceMs * left) / MINUTE_MS)) })}`}
        {turn.held > 0 && ` · ${t("held", { count: turn.held })}`}
      </p>
    </div>
  );
}
