import type { Metadata } from "next";
import { LiveIncidents } from "@/components/live/live-incidents";
import { LiveLog } from "@/components/live/live-log";
import { LiveNetworks } from "@/components/live/live-networks";
import { LiveSentence } from "@/components/live/live-sentence";
import { LookUpSection } from "@/components/look-up-section";
import { NoNetwork } from "@/components/no-network";
import { Section } from "@/components/section";
import { answering } from "./answering";
import { Frame } from "./frame";
import { Live } from "./live";
import { lookUpView } from "./look-up-view";
import { metadataOf } from "./metadata";
import { readerOf } from "./reader";
import { keptBars, keptIncidentCurves, keptLog, keptStatus } from "./views/kept";

export async function generateMetadata(): Promise<Metadata> {
  const reader = await readerOf();
  return metadataOf({ path: "/", title: null, description: reader.t("page.description") }, reader);
}

export default function Home() {
  return answering("/", async (reader) => {
    const { t, prefix, lang } = reader;
    const form = lookUpView(reader);
    const status = await keptStatus(reader);
    const [curves, bars, log] = await Promise.all([
      keptIncidentCurves(status, reader),
      keptBars(status, reader),
      keptLog(null, reader),
    ]);
    return (
      <Frame reader={reader} path="/">
        <Live reader={reader} status={status}>
          <LiveSentence live={t("page.live")} />
          <LiveIncidents
            prefix={prefix}
            lang={lang}
            curves={curves}
            words={{ status: t("incident.status"), read: t("incident.read") }}
          />
          {status.networks.length === 0 ? (
            <Section id="networks" title={t("page.networks")}>
              <NoNetwork
                words={t("page.noNetworkWords")}
                link={{ text: t("page.noNetworkLink"), href: `${prefix}/docs/api` }}
              />
            </Section>
          ) : (
            <>
              <Section id="networks" title={t("page.networks")}>
                <LiveNetworks prefix={prefix} lang={lang} bars={bars} />
              </Section>
              {form && <LookUpSection view={form} />}
            </>
          )}
          <Section
            id="log"
            title={t("page.log")}
            aside={
              <a href={`${prefix}/incidents`} className="small underline decoration-edge hover:decoration-ink">
                {t("page.olderLog")}
              </a>
            }
          >
            <LiveLog path={`/api/views/log?lang=${lang}`} initial={log} />
          </Section>
        </Live>
      </Frame>
    );
  });
}
