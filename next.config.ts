import type { NextConfig } from "next";

export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm test` checks the types of everything once.
  typescript: { ignoreBuildErrors: true },
} satisfies NextConfig;
