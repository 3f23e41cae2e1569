"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { ask } from "@/components/desk/ask";
import type { BoardAnswer } from "@/domain/contract/desk/board";

const SEEN_PATH = "/api/desk/board/seen";

interface Asking {
  readonly initial: BoardAnswer;
  /** In the reader's language. */
  readonly path: string;
  readonly pollMs: number;
}

/**
 * The board as it is, asked for again and again, in a hidden tab too: its title tells how much is blocked. Leaving the page, or
 * hiding it, says that what stood there in sight was seen; asking alone never does.
 */
export function useBoard({ initial, path, pollMs }: Asking) {
  const client = useQueryClient();
  const { data: board, isError } = useQuery({
    queryKey: ["board", path],
    queryFn: async ({ signal }) => (await ask<BoardAnswer>(path, { signal })).value,
    initialData: initial,
    refetchInterval: pollMs,
    refetchIntervalInBackground: true,
  });
  const looked = useRef<string | null>(null);
  useEffect(() => {
    if (document.visibilityState === "visible") looked.current = board.mark;
  }, [board.mark]);
  useEffect(() => {
    const leave = () => {
      if (looked.current === null) return;
      const body = JSON.stringify({ mark: looked.current });
      looked.current = null;
      // A page that goes away takes its requests along, but for those kept alive.
      const headers = { "Content-Type": "application/json" };
      void fetch(SEEN_PATH, { method: "POST", keepalive: true, headers, body }).catch(() => undefined);
    };
    const onChange = () => {
      if (document.visibilityState === "hidden") leave();
      else looked.current = board.mark;
    };
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", onChange);
    return () => {
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", onChange);
    };
  }, [board.mark]);
  const { mutate } = useMutation({
    mutationFn: (mark: string) => ask(SEEN_PATH, { method: "POST", body: { mark } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["board"] }),
  });
  return { board, isLost: isError, markSeen: () => board.mark !== null && mutate(board.mark) };
}
