import type { NextConfig } from "next";

export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm test` checks the types of everything once.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["@libsql/client", "@prisma/adapter-libsql", "@prisma/client", "libsql", "pino"],
} satisfies NextConfig;
