import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import { Queue } from "@/components/desk/checks/queue";
import { PageTitle } from "@/components/desk/page-title";
import { TurnBody } from "@/domain/contract/desk/checks";
import { takeTurn } from "@/server/checks";
import "@/app/styles/desk-checks.css";

interface Props {
  readonly params: Promise<{ source: string }>;
}

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("checks");
}

export default async function QueuePage({ params }: Props) {
  const { source } = await params;
  return deskPage({ path: `/desk/checks/${source}`, area: "checks" }, async ({ d, context, actor, lang, prefix }) => {
    const initial = await takeTurn(context, actor, source, TurnBody.parse({}), lang);
    return (
      <>
        <PageTitle
          title={initial.source.name}
          words={d("checks.queueWords")}
          aside={
            <a className="underline" href={`${prefix}/desk/checks`}>
              {d("checks.title")}
            </a>
          }
        />
        <Queue source={source} initial={initial} addresses={`${prefix}/desk/addresses`} />
      </>
    );
  });
}
