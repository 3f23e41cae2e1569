"use client";

import { useTranslations } from "use-intl";
import { When } from "@/components/desk/when";
import type { QueueItem } from "@/domain/contract/desk/checks";

/** The address to look up, large, and what is known of it. */
export function QueueCard({
  item,
  now,
  href,
}: {
  readonly item: QueueItem;
  readonly now: string;
  readonly href: string;
}) {
  const t = useTranslations("checks");
  const { address, network, label, role, block, last, request } = item;
  return (
    <section className="checks-card" data-blocked={block !== null || undefined} aria-label={address}>
      <h2 className="checks-address" data-address={address}>
        <a href={href} className="hover:underline">
          {address}
        </a>
      </h2>
      <p className="text-dim">
        {[network.name, label, role === "idle" ? t("idle") : null].filter(Boolean).join(" · ")}
      </p>
      <dl className="checks-known">
        <dt>{t("now")}</dt>
        <dd>
          {block === null ? (
            t("noBlock")
          ) : (
            <>
              <strong>{t(`effect.${block.effect}`)}</strong> {t("since")} <When at={block.since} now={now} />
            </>
          )}
        </dd>
        {block?.evidence && (
          <>
            <dt>{t("evidence")}</dt>
            <dd className="checks-evidence">{block.evidence}</dd>
          </>
        )}
        <dt>{t("lastAnswer")}</dt>
        <dd>
          {last === null ? (
            t("never")
          ) : (
            <>
              {t(`answer.${last.answer}`)}, <When at={last.at} now={now} />, {last.by}
            </>
          )}
        </dd>
        {block !== null && (
          <>
            <dt>{t("removal")}</dt>
            <dd>
              {request === null ? (
                t("notRequested")
              ) : (
                <>
                  {t(`method.${request.method}`)}, <When at={request.at} now={now} />, {request.by}
                  {request.note && <span className="block text-dim">{request.note}</span>}
                </>
              )}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
