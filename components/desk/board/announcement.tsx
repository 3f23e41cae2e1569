"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";

interface Props {
  readonly blocked: number;
  readonly unseen: number;
  /** Grows when what is new is marked as seen. */
  readonly seen: number;
}

/** Tells changes to whoever listens to the page instead of seeing it; what came with the page is read with it. */
export function Announcement({ blocked, unseen, seen }: Props) {
  const t = useTranslations("board");
  const [said, setSaid] = useState("");
  const before = useRef({ blocked, unseen, seen });
  useEffect(() => {
    const { current } = before;
    if (current.seen !== seen) setSaid(t("announceSeen"));
    else if (current.blocked !== blocked || unseen > current.unseen)
      setSaid(t("announceBlocked", { count: blocked, unseen }));
    before.current = { blocked, unseen, seen };
  }, [blocked, unseen, seen, t]);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
