import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import "@/app/styles/desk-incidents.css";
import { networkNames } from "@/app/views/names";
import { IncidentLists } from "@/components/desk/incidents/incident-lists";
import { PageTitle } from "@/components/desk/page-title";
import { listIncidents } from "@/server/incidents";

interface Props {
  readonly searchParams: Promise<{ before?: string | string[] }>;
}

const PAGE = 30;

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("incidents");
}

export default async function IncidentsPage({ searchParams }: Props) {
  const cursor = [(await searchParams).before].flat()[0] || null;
  return deskPage({ path: "/desk/incidents", area: "incidents" }, async (desk) => {
    const { context, d, lang, prefix } = desk;
    const list = (status: "open" | "resolved", limit: number, before: string | null) =>
      listIncidents(context, { status, network: null, cursor: before, limit }, lang);
    return (
      <>
        <PageTitle
          title={d("incidents.title")}
          words={d("incidents.words")}
          aside={
            <>
              <a href={`${prefix}/desk/incidents/new`} className="desk-button" data-kind="primary">
                {d("incidents.new")} <kbd className="desk-key">n</kbd>
              </a>
              <a href={`${prefix}/desk/incidents/new?kind=maintenance`} className="desk-button">
                {d("incidents.newMaintenance")}
              </a>
            </>
          }
        />
        <IncidentLists
          open={await list("open", 500, null)}
          resolved={await list("resolved", PAGE, cursor)}
          networks={Object.fromEntries(await networkNames(desk))}
        />
      </>
    );
  });
}
