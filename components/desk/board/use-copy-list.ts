"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import type { BoardAddress, BoardRowAnswer } from "@/domain/contract/desk/board";

/** So long it is said that something was copied. */
const SAID_MS = 4_000;

/** Where all addresses of a row are asked for. */
export function addressesPath({ network, source }: BoardRowAnswer): string {
  return `/api/desk/board/addresses?network=${network.slug}&source=${source.slug}`;
}

/** Copies the addresses of a row, one a line; `said`: what came of it. */
export function useCopyList() {
  const t = useTranslations("board");
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => setSaid(""), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async (row: BoardRowAnswer) => {
    const { value } = await ask<{ items: BoardAddress[] }>(addressesPath(row));
    await navigator.clipboard.writeText(value.items.map(({ address }) => address).join("\n"));
    setSaid(t("copied", { count: value.items.length }));
  };
  return { said, list: (row: BoardRowAnswer) => void copy(row).catch(() => setSaid(t("notCopied"))) };
}
