"use client";

import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { createContext, useContext, useEffect, useRef, useState } from "react";
import type { Status } from "@/domain/contract/status";
import { fetchJson } from "./fetch-json";
import { watchFreshness } from "./freshness";

interface Live {
  readonly status: Status;
  /** What the server rendered the page from. */
  readonly initial: Status;
}

const LiveContext = createContext<Live | null>(null);

interface Props {
  readonly initial: Status;
  /** Where the status is read, in the reader's language. */
  readonly path: string;
  readonly pollMs: number;
  readonly staleAfterMs: number;
  readonly children: ReactNode;
}

/** Keeps what is inside it live: one status for all of it, asked for again and again while the tab is seen. */
export function LiveSite({ children, ...source }: Props) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false } } }));
  return (
    <QueryClientProvider client={client}>
      <StatusSource {...source}>{children}</StatusSource>
    </QueryClientProvider>
  );
}

function StatusSource({ initial, path, pollMs, staleAfterMs, children }: Props) {
  const answered = useRef<() => void>(() => {});
  const { data: status } = useQuery({
    queryKey: ["status", path],
    queryFn: async ({ signal }) => {
      const fresh = await fetchJson<Status>(path, signal);
      if (fresh.freshness === "fresh") answered.current();
      return fresh;
    },
    initialData: initial,
    initialDataUpdatedAt: Date.parse(initial.asOf),
    refetchInterval: pollMs,
    refetchOnWindowFocus: "always",
  });
  useEffect(() => {
    const watch = watchFreshness(staleAfterMs);
    answered.current = watch.answered;
    return watch.stop;
  }, [staleAfterMs]);
  return (
    <LiveContext.Provider value={{ status, initial }}>
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
