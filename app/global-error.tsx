"use client";

import "./styles/site.css";

/** What stands where not even the frame could be made; there the words of the reader's language are out of reach too. */
export default function GlobalError() {
  return (
    <html lang="en" data-freshness="stale">
      <body>
        <main className="frame pt-28">
          <h1 className="sentence">This page broke.</h1>
          <p className="lede mt-5">The fault is ours and was written down.</p>
          <p className="mt-8">
            <a href="/" className="underline">
              Try again
            </a>
          </p>
        </main>
      </body>
    </html>
  );
}
