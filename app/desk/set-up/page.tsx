import type { Metadata } from "next";
import { DeskFrame, deskMetadata } from "@/app/desk/desk-page";
import { readerOf } from "@/app/reader";
import { SetUp } from "@/components/desk/access/set-up";
import { deskTranslator } from "@/server/desk-messages";
import { languages } from "@/server/messages";
import { answerWith } from "@/server/page-answer";

export async function generateMetadata(): Promise<Metadata> {
  const { lang } = await readerOf();
  return deskMetadata("access", deskTranslator(lang)("access.setUp.title"));
}

/** Where the set-up link leads that `npm start` prints while there is no administrator. */
export default async function SetUpPage() {
  const reader = await readerOf();
  const { pageName } = reader.context.settings;
  answerWith(200, { "Cache-Control": "private, no-store" });
  return (
    <DeskFrame reader={reader} page={{ path: "/desk/set-up", area: "access" }} actor={null}>
      <SetUp
        languages={languages()}
        lang={reader.lang}
        pageName={pageName === "Vigie" ? null : pageName}
        signInPath={`${reader.prefix}/desk/sign-in`}
      />
    </DeskFrame>
  );
}
