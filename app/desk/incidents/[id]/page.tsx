import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import "@/app/styles/desk-incidents.css";
import { loadIncident } from "@/app/views/incident";
import { IncidentDesk } from "@/components/desk/incidents/incident-desk";
import { getIncidentProposal } from "@/server/incident-proposals";
import { getIncident } from "@/server/incidents";
import { getStatus } from "@/server/status";

interface Props {
  readonly params: Promise<{ id: string }>;
}

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("incidents");
}

export default async function IncidentPage({ params }: Props) {
  const { id } = await params;
  return deskPage({ path: `/desk/incidents/${id}`, area: "incidents", areas: ["texts"] }, async (desk) => {
    const { context, actor, lang, t } = desk;
    const answer = await getIncident(context, id, lang);
    const view = await loadIncident(answer.slug, await getStatus(context, lang), desk);
    const { declared } = await getIncidentProposal(context, actor, { network: [], source: [] }, lang);
    return <IncidentDesk initial={{ answer, view }} declared={declared} threadTitle={t("incident.thread")} />;
  });
}
