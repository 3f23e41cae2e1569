import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { withLock } from "./lock.mjs";
import { npmCommand, runQuietly, SetupError, say, seconds } from "./run.mjs";

export const root = path.resolve(import.meta.dirname, "..", "..");

const brotli = promisify(brotliCompress);
const at = (...parts) => path.join(root, ...parts);
const quiet = { NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1", NODE_ENV: "production" };
const shared = ["next", "@prisma/client"];
const native = ["libsql", "sharp", "@node-rs/argon2"];
const rules = ["content", "domain", "server", "prisma/schema.prisma", "package-lock.json", "tsconfig.json"];

/** Each step can tell whether its work is there without writing anything, and does it. In the order in which they need each other. */
const steps = {
  packages: {
    title: "installing packages",
    isThere: () => installedPackagesMatch(),
    async work() {
      const [npm, ...first] = npmCommand();
      // Next's build and the tests need development packages, whatever NODE_ENV or a user's own settings of npm say.
      const args = [...first, "ci", "--include=dev", "--no-audit", "--no-fund"];
      const code = await runQuietly(this.title, npm, args, { cwd: root });
      if (code !== 0)
        throw new SetupError("npm ci failed (see above). With the npm registry in reach, run the command again.");
    },
  },
  client: {
    title: "generating the database client",
    stamp: "prisma/generated/stamp",
    inputs: ["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"],
    work: () => runTool("generating the database client", "prisma/build/index.js", ["generate"]),
  },
  commands: {
    title: "bundling the server and the commands",
    stamp: "build/stamp",
    inputs: ["bin", "front", "tests/bench", "tests/support", ...rules],
    async work() {
      const { build } = await import("esbuild");
      const commands = readdirSync(at("bin")).filter((name) => name.endsWith(".ts"));
      const { devDependencies } = JSON.parse(readFileSync(at("package.json"), "utf8"));
      // The bench measures from processes of their own, each as small as it can be.
      const measuring = readdirSync(at("tests/bench/processes"));
      await build({
        absWorkingDir: root,
        entryPoints: [
          ...commands.map((name) => ({ in: `bin/${name}`, out: path.parse(name).name })),
          ...measuring.map((name) => ({ in: `tests/bench/processes/${name}`, out: `bench/${path.parse(name).name}` })),
        ],
        outdir: "build",
        outExtension: { ".js": ".mjs" },
        bundle: true,
        platform: "node",
        format: "esm",
        target: "node20",
        // One file is read sooner than five hundred. What is loaded by the pages too must be the same there, what is of
        // a platform stays where npm has put it, and who installs no tools needs none.
        external: [...shared, ...native, ...Object.keys(devDependencies)],
        // Packages of the older kind call `require`, which a module lacks.
        banner: {
          js: 'import { createRequire as requireIn } from "node:module"; const require = requireIn(import.meta.url);',
        },
        sourcemap: true,
        sourcesContent: false,
        logLevel: "error",
      }).catch(() => {
        throw new SetupError("The server could not be bundled (see above).");
      });
    },
  },
  pages: {
    title: "building the pages",
    stamp: ".next/stamp",
    inputs: ["app", "components", "public", "next.config.mjs", "postcss.config.mjs", ...rules],
    async work() {
      // Built upon what an earlier version had left, pages were seen to run old code beside new.
      rmSync(at(".next", "cache"), { recursive: true, force: true });
      await runTool(this.title, "next/dist/bin/next", ["build"]);
      await compressFiles(at(".next", "static"));
    },
  },
};

/** Makes sure that the work of the named steps is there. Says what it does and how long it took; writes nothing where all is there. */
export async function setUp(names) {
  if (names.every((name) => isThere(steps[name]))) return;
  await withLock(at("build", "setup.lock"), async () => {
    for (const name of names) await perform(steps[name]);
  });
}

async function perform(step) {
  if (isThere(step)) return;
  const startedAt = Date.now();
  say(`Vigie: ${step.title} …`);
  // Taken before the work: what changes meanwhile is work for the next time.
  const print = step.stamp && fingerprint(step.inputs);
  if (step.stamp) rmSync(at(step.stamp), { force: true });
  await step.work();
  if (step.stamp) {
    mkdirSync(path.dirname(at(step.stamp)), { recursive: true });
    writeFileSync(at(step.stamp), print);
  }
  say(`Vigie: ${step.title} took ${seconds(startedAt)}.`);
}

function isThere(step) {
  if (step.isThere) return step.isThere();
  return existsSync(at(step.stamp)) && readFileSync(at(step.stamp), "utf8") === fingerprint(step.inputs);
}

/** Puts the best compression beside each script and style sheet; the front sends it (front/files.ts). */
async function compressFiles(folder) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  const files = listFiles(path.relative(root, folder)).filter((file) => /\.(js|css|svg)$/.test(file));
  await Promise.all(
    files.map(async (file) => writeFile(at(`${file}.br`), await brotli(await readFile(at(file)), { params }))),
  );
}

/** npm notes in node_modules what it has installed: the same entries as in package-lock.json, but for those of other platforms. */
function installedPackagesMatch() {
  const note = at("node_modules", ".package-lock.json");
  if (!existsSync(note)) return false;
  const wanted = JSON.parse(readFileSync(at("package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(note, "utf8")).packages;
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === "") return true;
    const found = installed[name];
    return found ? found.version === entry.version : entry.optional || entry.devOptional || entry.peer;
  });
}

async function runTool(title, script, args) {
  const code = await runQuietly(title, process.execPath, [at("node_modules", script), ...args], {
    cwd: root,
    env: quiet,
  });
  if (code !== 0) throw new SetupError(`Stopped while ${title} (see above).`);
}

/** SHA-256 over the names and bytes of all files beneath `inputs`. */
function fingerprint(inputs) {
  const hash = createHash("sha256").update(process.version);
  for (const file of inputs.flatMap(listFiles))
    hash
      .update(`${file}\0`)
      .update(readFileSync(at(file)))
      .update("\0");
  return hash.digest("hex");
}

function listFiles(input) {
  if (!existsSync(at(input))) return [];
  if (statSync(at(input)).isFile()) return [input];
  return readdirSync(at(input), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}
