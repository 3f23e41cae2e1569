import type { Metadata } from "next";
import { answering } from "@/app/answering";
import { Frame } from "@/app/frame";
import { Live } from "@/app/live";
import { absentMetadata, metadataOf, titleFrom } from "@/app/metadata";
import { readerOf } from "@/app/reader";
import { keptIncident, keptStatus } from "@/app/views/kept";
import { LiveIncident } from "@/components/live/live-incident";
import { getIncident } from "@/server/incidents";

interface Props {
  readonly params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ slug }, reader] = await Promise.all([params, readerOf()]);
  const incident = await titleFrom(() => getIncident(reader.context, slug, reader.lang));
  if (incident === null) return absentMetadata(reader);
  const { title } = incident;
  const path = `/incidents/${slug}`;
  return metadataOf({ path, title, description: reader.t("incident.description", { title }), feeds: path }, reader);
}

export default async function IncidentPage({ params }: Props) {
  const { slug } = await params;
  const path = `/incidents/${slug}`;
  return answering(path, async (reader) => {
    const { t, lang } = reader;
    const status = await keptStatus(reader);
    const view = await keptIncident(slug, status, reader);
    return (
      <Frame reader={reader} path={path} feeds={{ base: path, title: t("page.followIncident") }}>
        <Live reader={reader} status={{ ...status, networks: [], incidents: [] }}>
          <LiveIncident
            path={`/api/views/incident/${slug}?lang=${lang}`}
            initial={view}
            words={{
              status: t("incident.status"),
              thread: t("incident.thread"),
              postmortem: t("incident.postmortem"),
            }}
          />
        </Live>
      </Frame>
    );
  });
}
