"use client";

import type { IncidentView, IncidentWords } from "@/components/incident";
import { Incident } from "@/components/incident";
import { useView } from "./use-view";

interface Props {
  readonly path: string;
  readonly initial: IncidentView;
  readonly words: IncidentWords;
}

export function LiveIncident({ path, initial, words }: Props) {
  return <Incident view={useView(path, initial) ?? initial} words={words} />;
}
