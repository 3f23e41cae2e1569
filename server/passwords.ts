import { hash, verify } from "@node-rs/argon2";
import { Problem } from "./problem";

/** Of the threads that the process has for such work (libuv: 4), so that files and names are still read in a flood. */
const AT_ONCE = 2;
const MAX_WAITING = 60;

interface Gate {
  running: number;
  /** In the order in which they came. */
  readonly waiting: (() => void)[];
}

const place = Symbol.for("vigie.password-gate");

/** One for all copies of this module: the framework loads modules more than once. */
function gate(): Gate {
  const home: typeof globalThis & { [place]?: Gate } = globalThis;
  home[place] ??= { running: 0, waiting: [] };
  return home[place];
}

/** Runs `work` when it is its turn. Throws 503 `busy` where too many wait. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const { waiting } = gate();
  if (gate().running >= AT_ONCE) {
    if (waiting.length >= MAX_WAITING) {
      throw new Problem(503, "busy", "Too many passwords are being checked at once. Try again in a few seconds.", {
        headers: { "Retry-After": "5" },
      });
    }
    // Whoever ends hands its place on, so nobody overtakes.
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    gate().running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) gate().running -= 1;
    else next();
  }
}

/** OWASP's first choice for argon2id (19 MiB, two passes, one lane), which the library takes unless told. */
const dummy = hash("of nobody");

/** A password as it is stored: argon2id, in PHC form. Throws 503 `busy`. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize("NFC")));
}

/**
 * Whether it is the password of `stored`. Where there is none (null), it takes as long, so that nobody learns who has an account.
 * Throws 503 `busy`.
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const right = await inTurn(async () => verify(stored ?? (await dummy), password.normalize("NFC")));
  return right && stored !== null;
}
