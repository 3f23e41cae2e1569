import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engineModule from "@prisma/schema-engine-wasm/schema_engine_bg";

/** Prisma's schema engine as WebAssembly: the package itself only loads the native one, which has to be downloaded. */
async function loadEngine(): Promise<typeof engineModule> {
  const script = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const code = await readFile(script.replace(/\.js$/, ".wasm"));
  const { instance } = await WebAssembly.instantiate(code, { "./schema_engine_bg.js": { ...engineModule } });
  engineModule.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
  return engineModule;
}

let engine: Promise<typeof engineModule> | undefined;

/** The SQL that would bring the database behind `url` to `prisma/schema.prisma`; null where they agree. */
export async function findDrift(url: string): Promise<string | null> {
  engine ??= loadEngine();
  const { SchemaEngine } = await engine;
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaLibSql({ url }));
  const session = await SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
  const files = [{ path: "prisma/schema.prisma", content: await readFile("prisma/schema.prisma", "utf8") }];
  const { exitCode, stdout } = await session.diff({
    from: { tag: "schemaDatasource", files, configDir: "." },
    to: { tag: "schemaDatamodel", files },
    script: true,
    exitCode: true,
    filters: { externalTables: ["_migrations"], externalEnums: [] },
  });
  return exitCode === 0 ? null : (stdout ?? "");
}
