"use client";

import type { DaysView } from "@/components/days";
import { Days } from "@/components/days";
import { useView } from "./use-view";

export function LiveDays({ path, initial }: { readonly path: string; readonly initial: DaysView }) {
  return <Days view={useView(path, initial) ?? initial} id="bars" />;
}
