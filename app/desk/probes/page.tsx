import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import { PageTitle } from "@/components/desk/page-title";
import { ProbeList } from "@/components/desk/probes/probe-list";
import { listProbes } from "@/server/probes";
import "@/app/styles/desk-settings.css";

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("probes");
}

export default function ProbesPage() {
  return deskPage({ path: "/desk/probes", area: "probes" }, async ({ context, actor, d, lang, prefix }) => (
    <>
      <PageTitle title={d("probes.title")} words={d("probes.words")} />
      <ProbeList
        initial={await listProbes(context, actor, lang)}
        path={`/api/desk/probes?lang=${lang}`}
        docs={`${prefix}/docs/api`}
      />
    </>
  ));
}
