"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Dialog } from "./dialog";
import { SignInForm } from "./sign-in-form";

interface Props {
  /** Nobody is signed in, or, in another tab, somebody else than this page was made for. */
  readonly how: "signedOut" | "otherAccount";
  /** Signed in again, or put off. */
  readonly onClose: () => void;
}

/** Says that the session is over and signs in again in its place, without taking away the page and what was typed into it. */
export function SessionEnded({ how, onClose }: Props) {
  const t = useTranslations("common");
  const client = useQueryClient();
  return (
    <Dialog title={t(`${how}Title`)} onClose={onClose}>
      <p className="mb-5">{t(`${how}Words`)}</p>
      <SignInForm
        onSignedIn={() => {
          onClose();
          void client.invalidateQueries();
        }}
      />
    </Dialog>
  );
}
