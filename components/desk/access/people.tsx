"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { Button } from "@/components/desk/button";
import { PageTitle } from "@/components/desk/page-title";
import { useShortcuts } from "@/components/desk/shortcuts";
import type { LinkAnswer, PeopleAnswer } from "@/domain/contract/desk/access";
import { InviteForm } from "./invite-form";
import { LinkShown } from "./link-shown";
import { Person } from "./person";

/** Who may work at the desk. */
export function People({ initial }: { readonly initial: PeopleAnswer }) {
  const t = useTranslations("people");
  const [isInviting, setIsInviting] = useState(false);
  const [link, setLink] = useState<LinkAnswer | null>(null);
  const { data, refetch } = useQuery({
    queryKey: ["people"],
    queryFn: async () => (await ask<PeopleAnswer>("/api/desk/people")).value,
    initialData: initial,
  });
  useShortcuts([{ keys: "n", label: t("invite"), run: () => setIsInviting(true) }]);
  return (
    <>
      <PageTitle
        title={t("title")}
        words={t("words")}
        aside={
          <Button kind="primary" onClick={() => setIsInviting(true)}>
            {t("invite")}
          </Button>
        }
      />
      <ul className="access-people">
        {data.people.map((person) => (
          <Person key={person.id} person={person} onChanged={refetch} onLink={setLink} />
        ))}
      </ul>
      {isInviting && (
        <InviteForm
          onClose={() => setIsInviting(false)}
          onMade={(made) => {
            setIsInviting(false);
            setLink(made);
            void refetch();
          }}
        />
      )}
      {link && <LinkShown made={link} onClose={() => setLink(null)} />}
    </>
  );
}
