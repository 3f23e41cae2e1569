import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { fetchJson } from "./fetch-json";
import { useLive } from "./live-site";

const MOVES_ON_EVERY_MS = 60_000;
/** However fast the version moves. */
const BETWEEN_ASKS_MS = 1_000;
/** Pages that hear of a change at one time do not all ask at one time. Less than the time between two frames of the stream. */
const SPREAD_MS = 150;

/**
 * A drawing's data: what the server rendered with the page, asked for again when the version moves, and every minute since
 * time goes on without it. `initial` undefined: the page came without; then undefined until it is there. `path` has a query.
 */
export function useView<T>(path: string, initial: T | undefined): T | undefined {
  const { status, initial: first } = useLive();
  const { version } = status;
  const last = useRef({ version: first.version, askedAtMs: Number.NEGATIVE_INFINITY });
  const { data, isFetching, refetch } = useQuery({
    queryKey: ["view", path],
    // What is kept of an earlier version would do for whoever does not name one.
    queryFn: ({ signal }) => fetchJson<T>(`${path}&version=${version}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: MOVES_ON_EVERY_MS,
    ...(initial === undefined ? {} : { initialData: initial, initialDataUpdatedAt: Date.parse(first.asOf) }),
  });
  useEffect(() => {
    if (isFetching || version === last.current.version) return;
    const waitMs = Math.max(0, last.current.askedAtMs + BETWEEN_ASKS_MS - performance.now());
    const timer = setTimeout(
      () => {
        last.current = { version, askedAtMs: performance.now() };
        void refetch();
      },
      waitMs + Math.random() * SPREAD_MS,
    );
    return () => clearTimeout(timer);
  }, [version, isFetching, refetch]);
  return data ?? initial;
}
