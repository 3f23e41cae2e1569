import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import { PageTitle } from "@/components/desk/page-title";
import { SourceList } from "@/components/desk/sources/source-list";
import { listEverySource } from "@/server/sources";

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("sources");
}

export default function SourcesPage() {
  return deskPage({ path: "/desk/sources", area: "sources" }, async ({ context, actor, lang, prefix, d }) => (
    <>
      <PageTitle
        title={d("sources.title")}
        words={d("sources.words")}
        aside={
          actor.role === "administrator" && (
            <>
              <a href={`${prefix}/desk/sources/new`} className="desk-button" data-kind="primary">
                {d("sources.choose")}
              </a>
              <a href={`${prefix}/desk/sources/own`} className="desk-button">
                {d("sources.own")}
              </a>
            </>
          )
        }
      />
      <SourceList sources={await listEverySource(context, actor, lang)} prefix={prefix} />
    </>
  ));
}
