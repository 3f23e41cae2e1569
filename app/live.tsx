import type { ReactNode } from "react";
import { LiveSite } from "@/components/live/live-site";
import type { Status } from "@/domain/contract/status";
import type { Reader } from "./reader";

const POLL_MS = 5_000;
/** A replay goes through hours in a second. */
const POLL_IN_A_REPLAY_MS = 1_000;

interface Props {
  readonly reader: Reader;
  /** As far as the page shows it before it has asked for more: with all of it, it would be as long again. */
  readonly status: Status;
  readonly children: ReactNode;
}

/** Keeps what is inside it live. */
export function Live({ reader: { lang, context }, status, children }: Props) {
  const { replay, staleAfterMs } = context.settings;
  return (
    <LiveSite
      initial={status}
      path={`/api/v1/status?lang=${lang}`}
      streamPath={`/api/v1/stream?lang=${lang}`}
      pollMs={replay === null ? POLL_MS : POLL_IN_A_REPLAY_MS}
      staleAfterMs={staleAfterMs}
    >
      {children}
    </LiveSite>
  );
}
