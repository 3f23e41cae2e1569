"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ClockAnswer } from "@/domain/contract/desk/incidents";
import type { Instant } from "@/domain/instant";
import { ask } from "./ask";

const ASK_EVERY_MS = 15_000;
const TICK_MS = 1_000;

/** What time it is for the server's rules, which in a replay is not that of the wall; null until it has answered. */
export function useNow(): Instant | null {
  const { data } = useQuery({
    queryKey: ["clock"],
    queryFn: async ({ signal }) => {
      const { value } = await ask<ClockAnswer>("/api/desk/clock", { signal });
      return { serverAt: Date.parse(value.now), heardMs: performance.now() };
    },
    refetchInterval: ASK_EVERY_MS,
  });
  const [elapsedMs, setElapsedMs] = useState(0);
  useEffect(() => {
    if (data === undefined) return;
    const tick = () => setElapsedMs(performance.now() - data.heardMs);
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [data]);
  return data === undefined ? null : data.serverAt + Math.round(elapsedMs);
}
