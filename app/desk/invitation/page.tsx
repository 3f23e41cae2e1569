import type { Metadata } from "next";
import { DeskFrame, deskMetadata } from "@/app/desk/desk-page";
import { readerOf } from "@/app/reader";
import { Invitation } from "@/components/desk/access/invitation";
import { deskTranslator } from "@/server/desk-messages";
import { answerWith } from "@/server/page-answer";

export async function generateMetadata(): Promise<Metadata> {
  const { lang } = await readerOf();
  return deskMetadata("access", deskTranslator(lang)("access.invitation.title"));
}

/** Where a one-time link leads by which somebody sets their password. */
export default async function InvitationPage() {
  const reader = await readerOf();
  answerWith(200, { "Cache-Control": "private, no-store" });
  return (
    <DeskFrame reader={reader} page={{ path: "/desk/invitation", area: "access" }} actor={null}>
      <Invitation desk={`${reader.prefix}/desk`} signInPath={`${reader.prefix}/desk/sign-in`} />
    </DeskFrame>
  );
}
