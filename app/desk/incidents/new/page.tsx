import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import "@/app/styles/desk-incidents.css";
import { OpeningForm } from "@/components/desk/incidents/opening-form";
import { PageTitle } from "@/components/desk/page-title";
import { ProposalQuery } from "@/domain/contract/desk/incidents";
import { parse } from "@/server/faults";
import { getIncidentProposal } from "@/server/incident-proposals";

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("incidents");
}

export default async function NewIncidentPage({ searchParams }: Props) {
  const { network = [], source = [], kind } = await searchParams;
  const asked = { network: [network].flat().join(","), source: [source].flat().join(",") };
  const isPlanned = kind === "maintenance";
  return deskPage(
    { path: "/desk/incidents/new", area: "incidents", areas: ["texts"] },
    async ({ context, actor, d, lang }) => {
      const proposal = await getIncidentProposal(context, actor, parse(ProposalQuery, asked), lang);
      const words = isPlanned ? "maintenanceWords" : proposal.networks.length > 0 ? "measured" : "calm";
      return (
        <>
          <PageTitle
            title={d(isPlanned ? "incidents.opening.maintenanceTitle" : "incidents.opening.title")}
            words={d(`incidents.opening.${words}`)}
          />
          <OpeningForm proposal={proposal} kind={isPlanned ? "maintenance" : "incident"} />
        </>
      );
    },
  );
}
