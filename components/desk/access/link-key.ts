"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ask } from "@/components/desk/ask";
import { Refusal } from "@/components/desk/refusal";

interface LinkKey<T> {
  /** null: not read yet. */
  readonly key: string | null;
  /** What the server says of it; undefined: not yet. */
  readonly answer: T | undefined;
  /** Why it does not hold; null: it may. */
  readonly error: unknown;
}

/** The key behind the # of this page's address, which no log and no Referer bears, and whether it still holds. */
export function useLinkKey<T>(path: string): LinkKey<T> {
  const [key, setKey] = useState<string | null>(null);
  useEffect(() => {
    const read = () => setKey(location.hash.slice(1));
    read();
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  const check = useQuery({
    queryKey: [path, key],
    queryFn: async () => (await ask<T>(path, { method: "POST", body: { key } })).value,
    enabled: key !== null && key !== "",
    // Asked once: when the link was used here, it is not to say that it was used.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const error = key === "" ? new Refusal(0, "none", "No key.") : check.error;
  return { key, answer: check.data, error };
}
