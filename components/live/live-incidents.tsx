"use client";

import type { HealthFigureView } from "@/components/health-figure";
import type { IncidentCardWords } from "@/components/incident-card";
import { IncidentCard } from "@/components/incident-card";
import { incidentLevel } from "@/components/incident-level";
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
        level={incidentLevel(incident, status.networks)}
        href={`${prefix}/incidents/${incident.slug}`}
        words={words}
        lang={lang}
      >
        {network !== undefined && (
          <LiveFigure
            path={`/api/views/curve/${network}?window=${incident.slug}&lang=${lang}`}
            initial={curves[incident.slug]}
            id={`curve-${incident.slug}`}
            height="low"
          />
        )}
      </IncidentCard>
    );
  });
}
