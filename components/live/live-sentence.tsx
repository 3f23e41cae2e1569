"use client";

import { Sentence } from "@/components/sentence";
import { useLive } from "./live-site";

export function LiveSentence({ live }: { readonly live: string }) {
  const { overall, words } = useLive().status;
  return <Sentence overall={overall} words={words} live={live} />;
}
