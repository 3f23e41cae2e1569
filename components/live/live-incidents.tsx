"use client";

import type { HealthFigureView } from "@/components/health-figure";
import type { IncidentCardWords } from "@/components/incident-card";
import { IncidentCard } from "@/components/incident-card";
import type { Status } from "@/domain/contract/status";
import type { Level } from "@/domain/level";
import { declaredLevel, worse } from "@/domain/level";
import { LiveFigure } from "./live-figure";
import { useLive } from "./live-site";

interface Props {
  readonly prefix: string;
  readonly lang: string;
  readonly words: IncidentCardWords;
  /** Curves that came with the page, by the slug of their incident. */
  readonly curves: Readonly<Record<string, HealthFigureView>>;
}

/** The open incidents, newest first. */
export function LiveIncidents({ prefix, lang, words, curves }: Props) {
  const { status } = useLive();
  return status.incidents.map((incident) => {
    const [network] = incident.networks;
    return (
      <IncidentCard
        key={incident.id}
        incident={incident}
        level={levelOf(incident, status)}
        href={`${prefix}/incidents/${incident.slug}`}
        words={words}
        lang={lang}
      >
        {network !== undefined && (
          <LiveFigure
            path={`/api/views/curve/${network}?window=${incident.slug}&lang=${lang}`}
            initial={curves[incident.slug]}
            id={`curve-${incident.slug}`}
          />
        )}
      </IncidentCard>
    );
  });
}

/** The graver of what the incident declares and what is measured of its networks: the colour of its card. */
function levelOf({ impact, networks }: Status["incidents"][number], status: Status): Level {
  return status.networks
    .filter(({ slug }) => networks.includes(slug))
    .reduce<Level>((level, network) => worse(level, network.level), worse("operational", declaredLevel([impact])));
}
