"use client";

import type { LogView } from "@/components/log";
import { Log } from "@/components/log";
import { useView } from "./use-view";

export function LiveLog({ path, initial }: { readonly path: string; readonly initial: LogView }) {
  return <Log view={useView(path, initial) ?? initial} />;
}
