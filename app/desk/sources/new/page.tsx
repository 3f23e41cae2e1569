import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import "@/app/styles/desk-declaring.css";
import { PageTitle } from "@/components/desk/page-title";
import { CatalogueList } from "@/components/desk/sources/catalogue-list";
import { listCatalogue } from "@/server/catalogue";
import { listEverySource } from "@/server/sources";

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("sources");
}

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function NewSourcesPage({ searchParams }: Props) {
  const isFirst = (await searchParams).first !== undefined;
  const page = { path: "/desk/sources/new", area: "sources", role: "administrator" } as const;
  return deskPage(page, async ({ context, actor, lang, prefix, d }) => (
    <>
      <PageTitle
        title={d(isFirst ? "sources.firstTitle" : "sources.newTitle")}
        words={d("sources.newWords")}
        aside={
          <a href={`${prefix}/desk/sources/own`} className="desk-button">
            {d("sources.own")}
          </a>
        }
      />
      <CatalogueList
        catalogue={listCatalogue(actor, lang)}
        declared={(await listEverySource(context, actor, lang)).map(({ slug }) => slug)}
        next={`${prefix}/desk${isFirst ? "" : "/sources"}`}
      />
    </>
  ));
}
