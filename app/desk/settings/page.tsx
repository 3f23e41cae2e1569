import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import { PageTitle } from "@/components/desk/page-title";
import { PageForm } from "@/components/desk/settings/page-form";
import { getPage } from "@/server/page-settings";
import "@/app/styles/desk-settings.css";

interface Props {
  readonly searchParams: Promise<{ saved?: string }>;
}

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("settings");
}

export default async function SettingsPage({ searchParams }: Props) {
  const { saved } = await searchParams;
  return deskPage(
    { path: "/desk/settings", area: "settings", role: "administrator", areas: ["texts"] },
    async ({ context, actor, d, lang }) => {
      const { answer, etag } = await getPage(context, actor);
      return (
        <>
          <PageTitle title={d("settings.title")} words={d("settings.words")} />
          <PageForm
            page={answer}
            etag={etag}
            zones={Intl.supportedValuesOf("timeZone")}
            lang={lang}
            justSaved={saved !== undefined}
          />
        </>
      );
    },
  );
}
