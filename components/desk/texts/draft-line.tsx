"use client";

import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/desk/button";
import type { Draft } from "./use-draft";

/** What who writes should know of their draft: that it is kept, that it was restored, that a colleague is writing too. */
export function DraftLine({ draft }: { readonly draft: Omit<Draft<unknown>, "value" | "set"> }) {
  const t = useTranslations("texts");
  const format = useFormatter();
  const time = (at: string) => format.dateTime(new Date(at), { hour: "2-digit", minute: "2-digit" });
  const { state, savedAt, restored, other, others, isDropped, clear } = draft;
  const hasNews = others.length > 0 || isDropped || restored !== null || other !== null;
  return (
    <>
      {hasNews && (
        <div className="draft-line">
          {others.length > 0 && (
            <p className="draft-warning" role="status">
              {t("othersWrite", { names: format.list(others.map(({ name }) => name)), count: others.length })}
            </p>
          )}
          {isDropped && (
            <p className="draft-warning" role="status">
              {t("dropped")}
            </p>
          )}
          {restored && (
            <p className="draft-restored">
              {t("restored", { at: new Date(restored.savedAt) })} <Button onClick={clear}>{t("discard")}</Button>
            </p>
          )}
          {other && (
            <p className="draft-restored">
              {t("otherDraft", { at: new Date(other.savedAt) })} <Button onClick={other.take}>{t("takeOther")}</Button>
            </p>
          )}
        </div>
      )}
      {/* It stands in the gap between its neighbours, so that nothing moves when it appears. */}
      <p className="draft-state tiny text-dim">
        {state !== "none" && savedAt !== null && t(state === "saved" ? "savedAt" : "keptHere", { time: time(savedAt) })}
      </p>
    </>
  );
}
