"use client";

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { createContext, useContext, useState } from "react";
import { IntlProvider } from "use-intl";
import type { DeskMessages } from "@/content/desk/messages";
import { askAs } from "./ask";
import { Refusal } from "./refusal";
import { SessionEnded } from "./session-ended";
import { ShortcutProvider } from "./shortcuts";

interface Props {
  /** The tag by which dates are written. */
  readonly locale: string;
  /** That of the page: what staff type and read is in it, wherever they are. */
  readonly timeZone: string;
  /** Those of the page's area, and of every page. */
  readonly messages: Partial<DeskMessages>;
  /** Who is signed in; null: nobody. */
  readonly staffId: number | null;
  readonly site: Site;
  readonly children: ReactNode;
}

/** What staff write for. */
export interface Site {
  /** The language of the public page where its address names none: that of originals. */
  readonly own: string;
  /** All that the public page speaks. */
  readonly languages: readonly string[];
  /** The language of the desk now, and what stands before its paths: nothing for the site's own, else "/fr". */
  readonly lang: string;
  readonly prefix: string;
}

const SiteContext = createContext<Site>({ own: "en", languages: ["en"], lang: "en", prefix: "" });

export function useSite(): Site {
  return useContext(SiteContext);
}

const StaffContext = createContext<number | null>(null);

/** Who was signed in when the page was made; null: nobody. What the browser keeps for one of them is not for another. */
export function useStaffId(): number | null {
  return useContext(StaffContext);
}

/** What every page of the desk stands in: words, dates, requests, keys, and the dialog of a session that ended. */
export function DeskProvider({ locale, timeZone, messages, staffId, site, children }: Props) {
  const [ended, setEnded] = useState<"signedOut" | "otherAccount" | null>(null);
  const [client] = useState(() => {
    const onError = (error: unknown) => {
      if (!(error instanceof Refusal)) return;
      // Of requests that were under way together the answers come in any order: that somebody else is signed in says more.
      if (error.code === "unauthorized") setEnded((before) => before ?? "signedOut");
      if (error.code === "other_account") setEnded("otherAccount");
    };
    if (typeof window !== "undefined") askAs(staffId);
    return new QueryClient({
      queryCache: new QueryCache({ onError }),
      mutationCache: new MutationCache({ onError }),
      defaultOptions: { queries: { retry: false, refetchOnWindowFocus: "always" } },
    });
  });
  return (
    <IntlProvider locale={locale} timeZone={timeZone} messages={messages as DeskMessages}>
      <QueryClientProvider client={client}>
        <ShortcutProvider>
          <SiteContext value={site}>
            <StaffContext value={staffId}>{children}</StaffContext>
          </SiteContext>
          {ended !== null && <SessionEnded how={ended} onClose={() => setEnded(null)} />}
        </ShortcutProvider>
      </QueryClientProvider>
    </IntlProvider>
  );
}
