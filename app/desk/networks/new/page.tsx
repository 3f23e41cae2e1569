import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import "@/app/styles/desk-declaring.css";
import "@/app/styles/desk-texts.css";
import { NetworkEditor } from "@/components/desk/networks/network-editor";
import { PageTitle } from "@/components/desk/page-title";

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("networks");
}

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function NewNetworkPage({ searchParams }: Props) {
  const isFirst = (await searchParams).first !== undefined;
  const page = { path: "/desk/networks/new", area: "networks", areas: ["texts"], role: "administrator" } as const;
  return deskPage(page, async ({ context, prefix, d }) => (
    <>
      <PageTitle
        title={d(isFirst ? "networks.firstTitle" : "networks.newTitle")}
        words={d(isFirst ? "networks.firstWords" : "networks.words")}
      />
      <NetworkEditor
        initial={null}
        mayChange
        lang={context.settings.locale}
        languages={context.settings.languages}
        prefix={prefix}
        next={`${prefix}/desk/${isFirst ? "sources/new?first" : "networks"}`}
      />
    </>
  ));
}
