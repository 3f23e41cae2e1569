import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DeskFrame, deskMetadata } from "@/app/desk/desk-page";
import { safeDeskPath } from "@/app/desk/safe-path";
import { readerOf } from "@/app/reader";
import { staffOf } from "@/app/session";
import { SignIn } from "@/components/desk/access/sign-in";
import { PageTitle } from "@/components/desk/page-title";
import { nobody } from "@/server/actor";
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
  const { context, headers, prefix, lang } = reader;
  const { to } = await searchParams;
  const path = safeDeskPath(to);
  // Where the database cannot say who asks, the form can still be shown.
  const actor = await staffOf(context, headers).catch(() => nobody);
  if (actor.kind === "staff") redirect(prefix + path);
  const d = deskTranslator(lang);
  answerWith(200, { "Cache-Control": "private, no-store" });
  const here = path === "/desk" ? "/desk/sign-in" : `/desk/sign-in?to=${encodeURIComponent(path)}`;
  return (
    <DeskFrame reader={reader} page={{ path: here, area: "access" }} actor={null}>
      <PageTitle title={d("access.title")} words={d("access.words", { name: context.settings.pageName })} />
      <SignIn to={prefix + path} />
    </DeskFrame>
  );
}
