/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // What the browser should fetch first stands in the page, which may be kept as a file, and not in a header of unknown length.
  reactMaxHeadersLength: 0,
  // Title and description are in the head for every reader: the page is made once for all, and must not depend on who came first.
  htmlLimitedBots: /.*/,
  // `npm test` checks the types of everything once.
  typescript: { ignoreBuildErrors: true },
  // A page is loaded when somebody first asks for it: whoever waits for a start waits for none of the desk's.
  experimental: { preloadEntriesOnStart: false },
};
