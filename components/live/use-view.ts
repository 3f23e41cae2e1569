"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { fetchJson } from "./fetch-json";
import { useLive } from "./live-site";

const MOVES_ON_EVERY_MS = 60_000;
const KEPT_MS = 10_000;

/**
 * A drawing's data: what the server rendered with the page, asked for again when the version moves, and every minute since
 * time goes on without it. `initial` undefined: the page came without; then undefined until it is there.
 */
export function useView<T>(path: string, initial: T | undefined): T | undefined {
  const { status, initial: first } = useLive();
  const isFirst = status.version === first.version;
  const { data } = useQuery({
    queryKey: ["view", path, status.version],
    queryFn: ({ signal }) => fetchJson<T>(path, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT_MS,
    refetchInterval: MOVES_ON_EVERY_MS,
    placeholderData: keepPreviousData,
    ...(isFirst && initial !== undefined ? { initialData: initial, initialDataUpdatedAt: Date.parse(first.asOf) } : {}),
  });
  return data ?? initial;
}
