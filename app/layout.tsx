import type { ReactNode } from "react";

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" data-freshness="fresh">
      <body>{children}</body>
    </html>
  );
}
