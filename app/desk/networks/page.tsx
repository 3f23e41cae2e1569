import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import { NetworkList } from "@/components/desk/networks/network-list";
import { PageTitle } from "@/components/desk/page-title";
import { listEveryNetwork } from "@/server/networks";

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("networks");
}

export default function NetworksPage() {
  return deskPage({ path: "/desk/networks", area: "networks" }, async ({ context, actor, lang, prefix, d }) => (
    <>
      <PageTitle
        title={d("networks.title")}
        words={d("networks.words")}
        aside={
          actor.role === "administrator" && (
            <a href={`${prefix}/desk/networks/new`} className="desk-button" data-kind="primary">
              {d("networks.new")}
            </a>
          )
        }
      />
      <NetworkList networks={await listEveryNetwork(context, actor, lang)} prefix={prefix} />
    </>
  ));
}
