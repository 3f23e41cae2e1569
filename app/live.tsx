import type { ReactNode } from "react";
import { LiveSite } from "@/components/live/live-site";
import type { NetworkStatus, Status } from "@/domain/contract/status";
import type { Reader } from "./reader";

const POLL_MS = 5_000;
/** A replay goes through hours in a second. */
const POLL_IN_A_REPLAY_MS = 1_000;

interface Props {
  readonly reader: Reader;
  readonly status: Status;
  /** Which of a network's sources the page shows before it has asked for more: with all of them it would be as long again. */
  readonly sourcesShown: (network: NetworkStatus) => NetworkStatus["sources"];
  readonly children: ReactNode;
}

/** Keeps what is inside it live. */
export function Live({ reader: { lang, context }, status, sourcesShown, children }: Props) {
  const { replay, staleAfterMs } = context.settings;
  return (
    <LiveSite
      initial={{
        ...status,
        networks: status.networks.map((network) => {
          const sources = sourcesShown(network);
          // The same object is sent once, however often the page speaks of it.
          return sources === network.sources ? network : { ...network, sources };
        }),
      }}
      path={`/api/v1/status?lang=${lang}`}
      streamPath={`/api/v1/stream?lang=${lang}`}
      pollMs={replay === null ? POLL_MS : POLL_IN_A_REPLAY_MS}
      staleAfterMs={staleAfterMs}
    >
      {children}
    </LiveSite>
  );
}
