"use client";

import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { createContext, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { Status } from "@/domain/contract/status";
import { fetchJson } from "./fetch-json";
import { followStream } from "./follow-stream";
import { watchFreshness } from "./freshness";
import type { SiteStatus } from "./site-status";

interface Live {
  readonly status: SiteStatus;
  /** The same with all there is; null: the page has not asked since it came. */
  readonly whole: Status | null;
  /** What the server rendered the page from. */
  readonly initial: SiteStatus;
}

/** What is kept: what came with the page, or an answer. */
type Kept =
  | { readonly status: SiteStatus; readonly isWhole: false }
  | { readonly status: Status; readonly isWhole: true };

const LiveContext = createContext<Live | null>(null);

interface Props {
  readonly initial: SiteStatus;
  /** Where the status is read, and where it is streamed, in the reader's language. */
  readonly path: string;
  readonly streamPath: string;
  /** Where there is no stream. */
  readonly pollMs: number;
  readonly staleAfterMs: number;
  readonly children: ReactNode;
}

/** Keeps what is inside it live: one status for all of it, streamed while the tab is seen, else asked for again and again. */
export function LiveSite({ children, ...source }: Props) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false } } }));
  return (
    <QueryClientProvider client={client}>
      <StatusSource {...source}>{children}</StatusSource>
    </QueryClientProvider>
  );
}

function StatusSource({ initial, path, streamPath, pollMs, staleAfterMs, children }: Props) {
  const client = useQueryClient();
  const [isStreaming, setIsStreaming] = useState(false);
  const watch = useRef<ReturnType<typeof watchFreshness> | null>(null);
  const { data: kept, refetch } = useQuery<Kept>({
    queryKey: ["status"],
    queryFn: async ({ signal }) => {
      const answer = await fetchJson<Status>(path, signal);
      watch.current?.answered(answer);
      return { status: answer, isWhole: true };
    },
    initialData: { status: initial, isWhole: false },
    initialDataUpdatedAt: Date.parse(initial.asOf),
    // The stream brings it.
    refetchOnMount: false,
    refetchInterval: isStreaming ? false : pollMs,
    refetchOnWindowFocus: "always",
  });
  useEffect(() => {
    const watching = watchFreshness(staleAfterMs);
    watch.current = watching;
    const leave = followStream(streamPath, {
      onStatus(data) {
        const frame: Status = JSON.parse(data);
        // An answer that is still on its way is older.
        void client.cancelQueries({ queryKey: ["status"] });
        client.setQueryData<Kept>(["status"], { status: frame, isWhole: true });
        watching.answered(frame);
        setIsStreaming(true);
      },
      onLost() {
        setIsStreaming(false);
        void refetch();
      },
      onHidden: () => setIsStreaming(false),
    });
    return () => {
      leave();
      watching.stop();
    };
  }, [client, refetch, staleAfterMs, streamPath]);
  const { status } = kept;
  const live = useMemo(
    () => ({ status: kept.status, whole: kept.isWhole ? kept.status : null, initial }),
    [kept, initial],
  );
  return (
    <LiveContext.Provider value={live}>
      {children}
      <Announcement text={status.overall.headline} />
    </LiveContext.Provider>
  );
}

/** Says a new headline to whoever listens to the page instead of seeing it; the first one is read with the page. */
function Announcement({ text }: { readonly text: string }) {
  const [first] = useState(text);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (said !== "" || text !== first) setSaid(text);
  }, [text, first, said]);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}

/** The status as it is, and as it was when the page was made. Only inside `LiveSite`. */
export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === null) throw new Error("useLive is for what stands inside LiveSite.");
  return live;
}
