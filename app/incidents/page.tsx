import type { Metadata } from "next";
import { answering } from "@/app/answering";
import { Frame } from "@/app/frame";
import { metadataOf } from "@/app/metadata";
import { readerOf } from "@/app/reader";
import { archiveView } from "@/app/views/archive-view";
import { Absence } from "@/components/absence";
import { Archive } from "@/components/archive";
import { listIncidents } from "@/server/incidents";

interface Props {
  readonly searchParams: Promise<{ before?: string | string[] }>;
}

const PAGE = 50;

export async function generateMetadata(): Promise<Metadata> {
  const reader = await readerOf();
  const { t } = reader;
  return metadataOf({ path: "/incidents", title: t("incidents.title"), description: t("incidents.words") }, reader);
}

export default async function IncidentsPage({ searchParams }: Props) {
  const cursor = [(await searchParams).before].flat()[0] || null;
  return answering("/incidents", async (reader) => {
    const { t, prefix, lang, context } = reader;
    const list = await listIncidents(context, { status: "all", network: null, cursor, limit: PAGE }, lang);
    return (
      <Frame reader={reader} path="/incidents">
        {list.items.length === 0 ? (
          <Absence
            title={t("incidents.none")}
            words={t("incidents.noneWords")}
            links={[{ text: t("absence.toHome"), href: prefix || "/" }]}
          />
        ) : (
          <Archive view={archiveView(list, reader)} />
        )}
      </Frame>
    );
  });
}
