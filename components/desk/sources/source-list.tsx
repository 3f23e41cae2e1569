"use client";

import { useTranslations } from "use-intl";
import type { SourceAnswer } from "@/domain/contract/source";

interface Props {
  readonly sources: readonly SourceAnswer[];
  /** Before "/desk". */
  readonly prefix: string;
}

/** Every source with what it does to health and where one gets off it. */
export function SourceList({ sources, prefix }: Props) {
  const t = useTranslations("sources");
  if (sources.length === 0) return <p className="text-dim">{t("none")}</p>;
  return (
    <div className="desk-scroll">
      <table className="desk-table">
        <thead>
          <tr>
            <th scope="col">{t("name")}</th>
            <th scope="col">{t("kind")}</th>
            <th scope="col">{t("countsColumn")}</th>
            <th scope="col">{t("staleColumn")}</th>
            <th scope="col">{t("affects")}</th>
            <th scope="col">{t("links")}</th>
          </tr>
        </thead>
        <tbody>
          {sources.map(({ slug, name, kind, counts, staleAfterMinutes, affects, lookupUrl, removalUrl }) => (
            <tr key={slug}>
              <td>
                <a href={`${prefix}/desk/sources/${slug}`} className="font-semibold hover:underline">
                  {name}
                </a>
                <span className="small block text-dim">{slug}</span>
              </td>
              <td>{t(`oneKind.${kind}`)}</td>
              <td>{counts ? t("yes") : t("watchedOnly")}</td>
              <td>{staleAfterMinutes === null ? t("asNetwork") : t("minutes", { count: staleAfterMinutes })}</td>
              <td>{affects.join(", ")}</td>
              <td className="whitespace-nowrap">
                {lookupUrl && !lookupUrl.includes("{") && (
                  <a href={lookupUrl} rel="noreferrer" target="_blank" className="underline">
                    {t("lookup")}
                  </a>
                )}{" "}
                {removalUrl && !removalUrl.includes("{") && (
                  <a href={removalUrl} rel="noreferrer" target="_blank" className="underline">
                    {t("removal")}
                  </a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
