import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import "@/app/styles/desk-declaring.css";
import { PageTitle } from "@/components/desk/page-title";
import { SourceEditor } from "@/components/desk/sources/source-editor";

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("sources");
}

export default function OwnSourcePage() {
  const page = { path: "/desk/sources/own", area: "sources", role: "administrator" } as const;
  return deskPage(page, async ({ context, prefix, d }) => (
    <>
      <PageTitle title={d("sources.own")} words={d("sources.ownWords")} />
      <SourceEditor
        initial={null}
        mayChange
        lang={context.settings.locale}
        languages={context.settings.languages}
        prefix={prefix}
      />
    </>
  ));
}
