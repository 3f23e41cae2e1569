import type { Metadata } from "next";
import { DeskFrame, deskMetadata } from "@/app/desk/desk-page";
import { safeDeskPath } from "@/app/desk/safe-path";
import { readerOf } from "@/app/reader";
import { PageTitle } from "@/components/desk/page-title";
import { SignInForm } from "@/components/desk/sign-in-form";
import { deskTranslator } from "@/server/desk-messages";
import { answerWith } from "@/server/page-answer";

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("access");
}

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const reader = await readerOf();
  const { to } = await searchParams;
  const d = deskTranslator(reader.lang);
  answerWith(200, { "Cache-Control": "private, no-store" });
  return (
    <DeskFrame reader={reader} page={{ path: "/desk/sign-in", area: "access" }} actor={null}>
      <PageTitle title={d("access.title")} words={d("access.words", { name: reader.context.settings.pageName })} />
      <SignInForm to={`${reader.prefix}${safeDeskPath(to)}`} />
    </DeskFrame>
  );
}
