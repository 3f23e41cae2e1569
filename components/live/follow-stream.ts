import { REPEATED_AFTER_MS } from "@/domain/stream";

/** A stream that says nothing for this long is lost, whatever the connection looks like. */
const QUIET_MS = REPEATED_AFTER_MS * 2;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

interface Follower {
  readonly onStatus: (data: string) => void;
  /** There is none: it was refused, or is lost. It is tried again, and until then the page has to ask. */
  readonly onLost: () => void;
  /** Nobody looks at the page any more. */
  readonly onHidden: () => void;
}

/**
 * Reads the stream at `url` while the page is seen, and tries again after pauses that grow and are never the same for all where
 * it is lost. Returns what ends it.
 */
export function followStream(url: string, { onStatus, onLost, onHidden }: Follower): () => void {
  let source: EventSource | null = null;
  /** Of the next try while there is no stream, else of giving this one up. */
  let timer: ReturnType<typeof setTimeout> | undefined;
  let losses = 0;

  function close(): void {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function lose(): void {
    close();
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** losses, LONGEST_PAUSE_MS) * (0.5 + Math.random());
    losses += 1;
    timer = setTimeout(open, pauseMs);
    onLost();
  }

  function open(): void {
    close();
    timer = setTimeout(lose, QUIET_MS);
    source = new EventSource(url);
    source.onerror = lose;
    source.addEventListener("status", ({ data }) => {
      clearTimeout(timer);
      timer = setTimeout(lose, QUIET_MS);
      losses = 0;
      onStatus(data);
    });
  }

  function hide(): void {
    close();
    onHidden();
  }

  function look(): void {
    if (document.visibilityState === "hidden") hide();
    else if (source === null) open();
  }

  look();
  document.addEventListener("visibilitychange", look);
  // A browser that keeps the page for the way back brings it as it was; with an open stream it would not keep it.
  addEventListener("pagehide", hide);
  addEventListener("pageshow", look);
  return () => {
    close();
    document.removeEventListener("visibilitychange", look);
    removeEventListener("pagehide", hide);
    removeEventListener("pageshow", look);
  };
}
