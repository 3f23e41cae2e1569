import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import "@/app/styles/desk-declaring.css";
import { PageTitle } from "@/components/desk/page-title";
import { SourceEditor } from "@/components/desk/sources/source-editor";
import { getDeskSource } from "@/server/sources";

interface Props {
  readonly params: Promise<{ readonly slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return deskMetadata("sources", (await params).slug);
}

export default async function SourcePage({ params }: Props) {
  const { slug } = await params;
  return deskPage({ path: `/desk/sources/${slug}`, area: "sources" }, async ({ context, actor, prefix, d }) => {
    const initial = await getDeskSource(context, actor, slug);
    return (
      <>
        <PageTitle title={initial.source.name} words={`${d(`sources.oneKind.${initial.source.kind}`)} · ${slug}`} />
        <SourceEditor
          initial={initial}
          mayChange={actor.role === "administrator"}
          lang={context.settings.locale}
          languages={context.settings.languages}
          prefix={prefix}
        />
      </>
    );
  });
}
