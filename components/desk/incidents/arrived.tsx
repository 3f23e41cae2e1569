"use client";

import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { useSite, useStaffId } from "@/components/desk/desk-provider";
import { RefusalNote } from "@/components/desk/refusal-note";
import { keepEdit } from "@/components/desk/texts/keep-edit";
import type { EditableIncident } from "@/domain/contract/desk/incident-texts";
import type { UpdateAnswer } from "@/domain/contract/update";
import type { UpdateText } from "./update-fields";
import { textsIn } from "./update-fields";

interface Props {
  readonly incidentId: string;
  /** What was published. */
  readonly update: UpdateAnswer;
  /** What was made of it since. */
  readonly text: UpdateText;
  /** Before the page is left: the text is now that of an edit. */
  readonly onKept: () => void;
  /** Other ways out. */
  readonly children: ReactNode;
}

/** What was sent first is published, and its text was changed since: says so, and takes the change to where the update is edited. */
export function Arrived({ incidentId, update, text, onKept, children }: Props) {
  const t = useTranslations("incidents");
  const { own, languages, prefix } = useSite();
  const staffId = useStaffId();
  const edit = useMutation({
    mutationFn: async () => (await ask<EditableIncident>(`/api/desk/incidents/${incidentId}`)).value,
    onSuccess: (incident) => {
      keepEdit(staffId, incident, update.id, languages, ({ facts }, edited) => {
        const texts = edited.map((lang) => {
          const { title, bodyMarkdown } = textsIn(text, lang, own);
          return [lang, { title, body: bodyMarkdown }];
        });
        const { status, approximate } = text;
        return {
          texts: Object.fromEntries(texts),
          facts: facts && {
            status,
            at: text.at ?? facts.at,
            approximate: text.at === null ? facts.approximate : approximate,
          },
        };
      });
      onKept();
      location.assign(`${prefix}/desk/incidents/${incident.slug}/updates/${update.id}`);
    },
  });
  return (
    <section role="alert" className="desk-meanwhile">
      <p className="font-semibold">{t("compose.arrived")}</p>
      <p className="small">{t("compose.arrivedWords")}</p>
      <RefusalNote error={edit.error} />
      <div className="mt-3 flex flex-wrap gap-3">
        <Button kind="primary" isBusy={edit.isPending || edit.isSuccess} onClick={() => edit.mutate()}>
          {t("compose.editArrived")}
        </Button>
        {children}
      </div>
    </section>
  );
}
