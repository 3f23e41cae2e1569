"use client";

import type { ReactNode } from "react";
import { createContext, useContext } from "react";

export interface BrokenWords {
  readonly title: string;
  readonly words: string;
  readonly retry: string;
  readonly home: { readonly text: string; readonly href: string };
}

const BrokenContext = createContext<BrokenWords | null>(null);

interface Props {
  readonly words: BrokenWords;
  readonly children: ReactNode;
}

/** Gives the page of our own faults its words beforehand: once something broke there is no asking for them. */
export function BrokenWordsProvider({ words, children }: Props) {
  return <BrokenContext.Provider value={words}>{children}</BrokenContext.Provider>;
}

export function useBrokenWords(): BrokenWords | null {
  return useContext(BrokenContext);
}
