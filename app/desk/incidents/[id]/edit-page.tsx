import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { deskPage } from "@/app/desk/desk-page";
import { PageTitle } from "@/components/desk/page-title";
import { EditTexts } from "@/components/desk/texts/edit-texts";
import { updateOf } from "@/components/desk/texts/texts";
import "@/app/styles/desk-incidents.css";
import { getEditableIncident } from "@/server/editable-incidents";
import { languages } from "@/server/messages";

interface Subject {
  readonly id: string;
  readonly kind: "update" | "notice" | "postmortem";
  readonly updateId?: string;
}

const words = {
  update: { title: "texts.editUpdate", words: "texts.editUpdateWords" },
  notice: { title: "texts.editNotice", words: "texts.editNoticeWords" },
  postmortem: { title: "texts.editPostmortem", words: "texts.editPostmortemWords" },
} as const;

/** The page on which a published text of an incident is edited. */
export function editPage({ id, kind, updateId = "" }: Subject): Promise<ReactNode> {
  const own = kind === "update" ? `updates/${updateId}` : kind;
  const page = { path: `/desk/incidents/${id}/${own}`, area: "incidents", areas: ["texts"] } as const;
  return deskPage(page, async ({ context, actor, d, prefix }) => {
    const incident = await getEditableIncident(context, actor, id);
    if (kind === "update" && updateOf(incident, updateId) === undefined) notFound();
    return (
      <>
        <PageTitle
          title={d(words[kind].title)}
          words={
            <>
              <strong lang={incident.lang}>{incident.title}</strong>. {d(words[kind].words)}
            </>
          }
        />
        <EditTexts
          initial={incident}
          kind={kind}
          updateId={updateId}
          languages={languages()}
          back={`${prefix}/desk/incidents/${incident.slug}`}
        />
      </>
    );
  });
}
