import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A function of server/ as its source has it. */
interface Written {
  /** `networks.putNetwork`: file (without server/ and its ending) and name. */
  readonly name: string;
  readonly isExported: boolean;
  readonly parameters: string;
  readonly body: string;
}

const folder = path.resolve("server");
const START = /^(export )?(?:async )?function\*? (\w+)(?:<.*>)?\(/gm;

/** Every function that stands at the top of a file of server/. */
function functions(): Written[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files.flatMap((file) => {
    const source = readFileSync(path.join(folder, file), "utf8");
    return [...source.matchAll(START)].map((match) => {
      const whole = source.slice(match.index, source.indexOf("\n}", match.index) + 2);
      // The formatter puts the end of the parameters at the start of a line, or all of them on the first one.
      const opened = whole.slice(0, whole.indexOf("{\n"));
      const name = `${file.slice(0, -".ts".length)}.${match[2] ?? ""}`;
      return { name, isExported: match[1] !== undefined, parameters: opened, body: whole };
    });
  });
}

const all = functions();

/**
 * What `app/` and `bin/` may call of server/ that knows who asks or changes something: the exported functions outside its
 * folders that take a context, where they take an actor too or begin a change themselves.
 */
export function listUseCases(): { readonly name: string; readonly takesActor: boolean; readonly writes: boolean }[] {
  return all
    .filter(
      ({ name, isExported, parameters }) =>
        isExported && !name.includes("/") && /context: Context|}: Context/.test(parameters),
    )
    .map(({ name, parameters, body }) => ({
      name,
      takesActor: /\bactor: (Actor|KnownActor|StaffActor)\b/.test(parameters),
      writes: reaches(body, /\b(change|makeOnce|putDeclared|hideDeclared)(<\w+>)?\(/),
    }))
    .filter(({ name, takesActor, writes }) => (takesActor || writes) && !SKELETONS.includes(name));
}

/** What use cases are made of, which take the work itself. */
const SKELETONS: readonly string[] = [
  "change.change",
  "idempotency.makeOnce",
  "per-context.perContext",
  "kept-text.keptText",
];

/** Whether the use case writes to the audit log, itself or by what it calls in server/. */
export function isAudited(name: string): boolean {
  const body = all.find((one) => one.name === name)?.body ?? "";
  return reaches(body, /\brecordAudit\(/);
}

/** Whether a body, or what it calls in server/ (by name), matches. */
function reaches(start: string, sought: RegExp): boolean {
  const seen = new Set<string>();
  const bodies = [start];
  for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
    if (sought.test(body)) return true;
    for (const [, called = ""] of body.matchAll(/\b(\w+)\(/g)) {
      if (seen.has(called) || SHARED.includes(called)) continue;
      seen.add(called);
      bodies.push(...all.filter(({ name }) => name.endsWith(`.${called}`)).map((one) => one.body));
    }
  }
  return false;
}

/** Called by whatever reads too: they keep what was worked out, or note that time has moved. */
const SHARED: readonly string[] = [
  "currentVersion",
  "keepDays",
  "makeDaysOurs",
  "advance",
  "readHistory",
  "get",
  "put",
  "set",
  "find",
  "list",
];
