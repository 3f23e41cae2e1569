"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { PageTitle } from "@/components/desk/page-title";
import { RefusalNote } from "@/components/desk/refusal-note";
import type { AuditAnswer } from "@/domain/contract/desk/audit";
import type { ListOf } from "@/domain/contract/list";
import { groupBy } from "@/domain/group";
import { AuditEntry } from "./audit-entry";
import type { AuditFormProps } from "./audit-form";
import { AuditForm } from "./audit-form";

interface Props extends AuditFormProps {
  readonly initial: ListOf<AuditAnswer>;
  /** What the filter is as a query string, without "?". */
  readonly query: string;
  readonly prefix: string;
}

/** Who changed what, by the day, newest first; what is not yet shown is asked for at the end. */
export function AuditPage({ initial, query, prefix, ...form }: Props) {
  const t = useTranslations("audit");
  const format = useFormatter();
  const list = useInfiniteQuery({
    queryKey: ["audit", query],
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam === null ? "" : `&cursor=${encodeURIComponent(pageParam)}`;
      return (await ask<ListOf<AuditAnswer>>(`/api/desk/audit?${query}${cursor}`, { signal })).value;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    initialData: { pages: [initial], pageParams: [null] },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const entries = list.data.pages.flatMap(({ items }) => items);
  const days = groupBy(entries, ({ at }) => format.dateTime(new Date(at), { dateStyle: "full" }));
  return (
    <>
      <PageTitle
        title={t("title")}
        words={t("words")}
        aside={
          <a className="desk-button" href={`/api/desk/audit.csv?${query}`} download>
            {t("csv")}
          </a>
        }
      />
      <AuditForm {...form} />
      {entries.length === 0 && <p className="py-10 text-dim">{t("none")}</p>}
      {[...days].map(([day, ofDay]) => (
        <section key={day} className="mt-8">
          <h2 className="subheading">{day}</h2>
          <ol className="mt-2">
            {ofDay.map((entry) => (
              <AuditEntry key={entry.id} entry={entry} prefix={prefix} />
            ))}
          </ol>
        </section>
      ))}
      <div className="mt-8 grid gap-4 justify-items-start">
        <RefusalNote error={list.error} />
        {list.hasNextPage && (
          <Button isBusy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            {t("older")}
          </Button>
        )}
      </div>
    </>
  );
}
