import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { bringBrowser } from "./browser.mjs";
import { prepareDemo } from "./demo.mjs";
import { SetupError, say } from "./run.mjs";
import { root, setUp } from "./steps.mjs";
import { runFaults, runTests } from "./tests.mjs";

const everything = ["packages", "client", "commands", "pages"];
const withoutPages = ["packages", "client", "commands"];

/** What each command needs to be there, the bundle that it then hands over to, and what it arranges before (more arguments). */
const commands = {
  start: { needs: everything, bundle: "front" },
  demo: { needs: everything, bundle: "demo", prepare: prepareDemo },
  token: { needs: withoutPages, bundle: "token" },
  staff: { needs: withoutPages, bundle: "staff" },
  rebuild: { needs: withoutPages, bundle: "rebuild" },
  bench: { needs: everything, bundle: "bench" },
  pictures: { needs: everything, bundle: "pictures", browser: true },
};

/** Sets up what is missing, then runs the command in this process with `args`. */
export async function runCommand(name, args) {
  process.chdir(root);
  try {
    if (name === "test") return await runTests(args);
    if (name === "faults") return await runFaults(args);
    const command = commands[name];
    if (!command)
      throw new SetupError(
        `There is no command "${name}"; there are ${Object.keys(commands).join(", ")}, test, faults.`,
      );
    const flag = args.indexOf("--no-setup");
    if (flag === -1) await setUp(command.needs);
    else args.splice(flag, 1);
    if (command.browser) args.unshift("--browser", await bringBrowser());
    await handOver(command, args);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exit(1);
  }
}

async function handOver({ needs, bundle, prepare }, args) {
  const file = path.join(root, "build", `${bundle}.mjs`);
  const files = needs.includes("pages") ? [file, path.join(root, ".next", "BUILD_ID")] : [file];
  const missing = files.find((made) => !existsSync(made));
  if (missing) throw new SetupError(`${missing} is not there. Run the command once without --no-setup.`);
  if (existsSync(".env")) process.loadEnvFile(".env");
  process.env.NODE_ENV = "production";
  process.argv = [process.argv[0], file, ...((await prepare?.()) ?? []), ...args];
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(file).href);
}
