import type { Metadata } from "next";
import { absent } from "@/app/absent";
import { answering } from "@/app/answering";
import { Frame } from "@/app/frame";
import { Live } from "@/app/live";
import { absentMetadata, metadataOf, titleFrom } from "@/app/metadata";
import type { Reader } from "@/app/reader";
import { readerOf } from "@/app/reader";
import { keptCurve, keptDays, keptLog, keptStatus } from "@/app/views/kept";
import { rolling } from "@/app/views/windows";
import { LiveDays } from "@/components/live/live-days";
import { LiveFigure } from "@/components/live/live-figure";
import { LiveLog } from "@/components/live/live-log";
import { LiveNetworkHead } from "@/components/live/live-network-head";
import { LiveSourceTable } from "@/components/live/live-source-table";
import { Section } from "@/components/section";
import { WindowLinks } from "@/components/window-links";
import type { NetworkStatus } from "@/domain/contract/status";
import { listIncidents } from "@/server/incidents";

interface Props {
  readonly params: Promise<{ slug: string }>;
  readonly searchParams: Promise<{ window?: string | string[] }>;
}

const DEFAULT_WINDOW = "7d";
const INCIDENTS = 6;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ slug }, reader] = await Promise.all([params, readerOf()]);
  const status = await titleFrom(() => keptStatus(reader));
  const network = status?.networks.find((candidate) => candidate.slug === slug);
  if (network === undefined) return absentMetadata(reader);
  const { name } = network;
  const path = `/networks/${slug}`;
  return metadataOf({ path, title: name, description: reader.t("network.description", { name }), feeds: path }, reader);
}

export default async function NetworkPage({ params, searchParams }: Props) {
  const [{ slug }, query] = await Promise.all([params, searchParams]);
  const path = `/networks/${slug}`;
  const window = [query.window].flat()[0] || DEFAULT_WINDOW;
  return answering(path, async (reader) => {
    const { t, lang } = reader;
    const status = await keptStatus(reader);
    const network = status.networks.find((candidate) => candidate.slug === slug);
    if (network === undefined) return absent(reader);
    const [figure, days, log, links] = await Promise.all([
      keptCurve(network, window, reader),
      keptDays(slug, status, reader),
      keptLog(slug, reader),
      windowLinks(network, window, reader),
    ]);
    return (
      <Frame
        reader={reader}
        path={window === DEFAULT_WINDOW ? path : `${path}?window=${window}`}
        feeds={{ base: path, title: network.name }}
      >
        <Live reader={reader} status={{ ...status, networks: [], incidents: [] }}>
          <LiveNetworkHead slug={slug} initial={network} live={t("page.live")} />
          <section aria-label={t("network.history")} className="mt-10">
            <WindowLinks links={links} label={t("network.window")} />
            <LiveFigure
              path={`/api/views/curve/${slug}?window=${encodeURIComponent(window)}&lang=${lang}`}
              initial={figure}
              id="curve"
              height="high"
            />
          </section>
          <Section id="sources" title={t("network.sources")}>
            <LiveSourceTable
              slug={slug}
              initial={network}
              words={{
                caption: t("network.sourcesOf", { name: network.name }),
                source: t("network.source"),
                blocked: t("network.blocked"),
                health: t("network.health"),
                answered: t("network.answered"),
                none: t("network.noSources"),
              }}
            />
          </Section>
          <Section id="days" title={t("network.days")}>
            <LiveDays path={`/api/views/days/${slug}?lang=${lang}`} initial={days} />
          </Section>
          <Section id="log" title={t("page.log")}>
            <LiveLog path={`/api/views/log?network=${slug}&lang=${lang}`} initial={log} />
          </Section>
        </Live>
      </Frame>
    );
  });
}

/** The windows that end now, each with its mean, then the latest incidents of the network. */
async function windowLinks({ slug, availability }: NetworkStatus, here: string, reader: Reader) {
  const { t, f, lang, prefix, context } = reader;
  const query = { status: "all", network: slug, cursor: null, limit: INCIDENTS } as const;
  const { items } = await listIncidents(context, query, lang);
  const link = (name: string, text: string, note: string | null) => ({
    text,
    note,
    href: `${prefix}/networks/${slug}${name === DEFAULT_WINDOW ? "" : `?window=${name}`}`,
    isHere: name === here,
  });
  return {
    rolling: Object.keys(rolling).map((name) => {
      const mean = availability[name as keyof typeof availability];
      return link(name, t(`network.window${name}` as "network.window24h"), mean === null ? null : f.percent(mean));
    }),
    incidents: items.map((incident) => link(incident.slug, incident.title, null)),
  };
}
