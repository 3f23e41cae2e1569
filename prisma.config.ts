import { defineConfig } from "prisma/config";

// `prisma generate` wants to download an engine that it does not use with driver adapters; any existing file contents it.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;
process.env.CHECKPOINT_DISABLE ??= "1";

export default defineConfig({ schema: "prisma/schema.prisma" });
