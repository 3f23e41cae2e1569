import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import "@/app/styles/desk-declaring.css";
import "@/app/styles/desk-incidents.css";
import "@/app/styles/desk-texts.css";
import { CustomerAnswerButton } from "@/components/desk/incidents/customer-answer";
import { NetworkEditor } from "@/components/desk/networks/network-editor";
import { PageTitle } from "@/components/desk/page-title";
import { getDeskNetwork } from "@/server/networks";

interface Props {
  readonly params: Promise<{ readonly slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return deskMetadata("networks", (await params).slug);
}

export default async function NetworkPage({ params }: Props) {
  const { slug } = await params;
  const page = { path: `/desk/networks/${slug}`, area: "networks", areas: ["texts", "incidents"] } as const;
  return deskPage(page, async ({ context, actor, prefix }) => {
    const initial = await getDeskNetwork(context, actor, slug);
    return (
      <>
        <PageTitle title={initial.network.name} words={slug} aside={<CustomerAnswerButton network={slug} />} />
        <NetworkEditor
          initial={initial}
          mayChange={actor.role === "administrator"}
          lang={context.settings.locale}
          languages={context.settings.languages}
          prefix={prefix}
          next={`${prefix}/desk/networks`}
        />
      </>
    );
  });
}
