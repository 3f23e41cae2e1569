"use client";

import { AsOf } from "@/components/as-of";
import { NetworkHead } from "@/components/network-head";
import type { NetworkStatus } from "@/domain/contract/status";
import { useLive } from "./live-site";

interface Props {
  readonly slug: string;
  readonly initial: NetworkStatus;
  readonly live: string;
}

/** A network that is taken from the page while one reads stays as it was last seen. */
export function LiveNetworkHead({ slug, initial, live }: Props) {
  const { status, whole } = useLive();
  const network = whole?.networks.find((candidate) => candidate.slug === slug) ?? initial;
  return (
    <NetworkHead network={network}>
      <AsOf words={status.words} live={live} />
    </NetworkHead>
  );
}
