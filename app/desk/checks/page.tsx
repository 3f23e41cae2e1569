import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import { SourceList } from "@/components/desk/checks/source-list";
import { PageTitle } from "@/components/desk/page-title";
import { listChecks } from "@/server/checks";
import "@/app/styles/desk-checks.css";

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("checks");
}

export default function ChecksPage() {
  return deskPage({ path: "/desk/checks", area: "checks" }, async ({ d, context, actor, lang, prefix }) => (
    <>
      <PageTitle title={d("checks.title")} words={d("checks.words")} />
      <SourceList initial={await listChecks(context, actor, lang)} desk={`${prefix}/desk`} />
    </>
  ));
}
