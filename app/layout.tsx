import type { Metadata } from "next";
import localFont from "next/font/local";
import type { ReactNode } from "react";
import { BrokenWordsProvider } from "@/components/broken-words";
import { readerOf } from "./reader";
import "./styles/site.css";

const bricolage = localFont({
  src: "../node_modules/@fontsource/bricolage-grotesque/files/bricolage-grotesque-latin-600-normal.woff2",
  weight: "600",
  variable: "--font-bricolage",
  // Where it comes late, the next page has it: a headline that is being read does not move.
  display: "optional",
  adjustFontFallback: "Arial",
});

/** Nothing of a page is the same for every request: the nonce is not, and the figures are not. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = { icons: { icon: { url: "/icon.svg", type: "image/svg+xml", sizes: "any" } } };

export default async function Layout({ children }: { readonly children: ReactNode }) {
  const { lang, t, prefix } = await readerOf();
  const broken = {
    title: t("absence.broken"),
    words: t("absence.brokenWords"),
    retry: t("absence.retry"),
    home: { text: t("absence.toHome"), href: prefix || "/" },
  };
  return (
    // Whoever keeps this page may have swapped the freshness, and an open tab does: the markup's word is only the first.
    <html lang={lang} data-freshness="fresh" className={bricolage.variable} suppressHydrationWarning>
      <body>
        <BrokenWordsProvider words={broken}>{children}</BrokenWordsProvider>
      </body>
    </html>
  );
}
