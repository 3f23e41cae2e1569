"use client";

import type { SourceTableWords } from "@/components/source-table";
import { SourceTable } from "@/components/source-table";
import type { NetworkStatus } from "@/domain/contract/status";
import { useLive } from "./live-site";

interface Props {
  readonly slug: string;
  readonly initial: NetworkStatus;
  readonly words: SourceTableWords;
}

export function LiveSourceTable({ slug, initial, words }: Props) {
  const network = useLive().whole?.networks.find((candidate) => candidate.slug === slug) ?? initial;
  return <SourceTable network={network} words={words} />;
}
