"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { useSite } from "@/components/desk/desk-provider";
import { When } from "@/components/desk/when";
import type { ChecksAnswer } from "@/domain/contract/desk/checks";

const LOOK_AGAIN_MS = 30_000;

interface Props {
  readonly initial: ChecksAnswer;
  /** Where the desk is, with its language. */
  readonly desk: string;
}

/** The sources that a person can ask, and the requests that nobody has answered in time. */
export function SourceList({ initial, desk }: Props) {
  const t = useTranslations("checks");
  const { lang } = useSite();
  const { data } = useQuery({
    queryKey: ["checks"],
    queryFn: async () => (await ask<ChecksAnswer>(`/api/desk/checks?lang=${lang}`)).value,
    initialData: initial,
    refetchInterval: LOOK_AGAIN_MS,
  });
  return (
    <>
      {data.sources.length === 0 ? (
        <p className="text-dim">{t("noSources")}</p>
      ) : (
        <ul className="checks-sources">
          {data.sources.map(({ slug, name, kind, total, due, blocked, requested, oldestAnswerAt }) => (
            <li key={slug}>
              <a href={`${desk}/checks/${slug}`}>
                <span className="checks-name">{name}</span>
                <span className="text-dim">{t(`kind.${kind}`)}</span>
                <span className="checks-counts">
                  <span>{t("due", { count: due, total })}</span>
                  {blocked > 0 && <span data-level="major">{t("blockedCount", { count: blocked, requested })}</span>}
                  <span className="text-dim">
                    {oldestAnswerAt === null ? (
                      t("never")
                    ) : (
                      <>
                        {t("oldest")} <When at={oldestAnswerAt} now={data.now} />
                      </>
                    )}
                  </span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {data.overdueCount > 0 && (
        <section className="mt-12">
          <h2 className="heading">{t("overdue", { count: data.overdueCount })}</h2>
          <p className="mt-1 text-dim">{t("overdueWords")}</p>
          <div className="desk-scroll mt-4">
            <table className="desk-table">
              <thead>
                <tr>
                  <th scope="col">{t("address")}</th>
                  <th scope="col">{t("source")}</th>
                  <th scope="col">{t("requestedAt")}</th>
                  <th scope="col">{t("expectedAt")}</th>
                </tr>
              </thead>
              <tbody>
                {data.overdue.map(({ address, source, requestedAt, expectedAt, by }) => (
                  <tr key={`${address} ${source.slug}`}>
                    <td>
                      <a className="underline" href={`${desk}/addresses/${encodeURIComponent(address)}`}>
                        {address}
                      </a>
                    </td>
                    <td>{source.name}</td>
                    <td>
                      <When at={requestedAt} now={data.now} /> <span className="text-dim">{by}</span>
                    </td>
                    <td>
                      <When at={expectedAt} now={data.now} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </>
  );
}
