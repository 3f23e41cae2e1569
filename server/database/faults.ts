import { Problem } from "@/server/problem";

/** The file of the database is not where it was, or not the one that was opened. */
export class UnavailableFile extends Error {
  override readonly name = "UnavailableFile";
}

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html). */
const SQLITE = { readonly: 8, ioerr: 10, corrupt: 11, full: 13, cantOpen: 14, notADatabase: 26 } as const;
/** What a limit on file sizes or a quota looks like: a write, a sync or a growth of a file that failed. */
const FAILED_WRITES: readonly number[] = [778, 1034, 1546, 4618, 4874];

/** Prisma: no transaction could be had, or it was ended, because others took too long. */
const TRANSACTION_TIMEOUT = "P2028";

interface Cause {
  readonly kind: string;
  readonly extendedCode: number | null;
  readonly message: string;
}

/** What the driver said: of an error of the adapter, or of one in which Prisma wrapped it. */
function causeOf(error: unknown): Cause | null {
  for (const place of [field(field(field(error, "meta"), "driverAdapterError"), "cause"), field(error, "cause")]) {
    const kind = field(place, "kind");
    if (typeof kind !== "string") continue;
    const code = field(place, "extendedCode");
    return { kind, extendedCode: typeof code === "number" ? code : null, message: String(field(place, "message")) };
  }
  return null;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** Whether somebody else holds the lock that the statement needs: it did nothing and may be tried again. */
export function isBusy(error: unknown): boolean {
  return causeOf(error)?.kind === "SocketTimeout";
}

/**
 * What a failure of the database means to the caller: 503 with `Retry-After` and code `database_busy` (another process holds
 * the lock), `database_full` (a write did not fit on the disk), or `database_unavailable` (the file is gone, unreadable or
 * damaged). In each case nothing of the change was kept. Null: the error is none of these.
 */
export function databaseProblem(error: unknown): Problem | null {
  if (isBusy(error) || field(error, "code") === TRANSACTION_TIMEOUT) {
    return unable("database_busy", "The database is held by another process; try again in a moment.", 2, error);
  }
  // Not by instanceof: the framework loads modules more than once, and the connection was opened by another copy.
  if (field(error, "name") === "UnavailableFile") return unavailable(error);
  const cause = causeOf(error);
  // An empty file took the place of the database.
  if (cause?.kind === "TableDoesNotExist" || cause?.message.includes("no such table")) return unavailable(error);
  if (cause?.extendedCode == null) return null;
  const primary = cause.extendedCode & 0xff;
  if (primary === SQLITE.full || FAILED_WRITES.includes(cause.extendedCode)) {
    return unable(
      "database_full",
      "The disk has no room for this; nothing of it was kept. Try again later.",
      30,
      error,
    );
  }
  const broken: readonly number[] = [
    SQLITE.readonly,
    SQLITE.ioerr,
    SQLITE.corrupt,
    SQLITE.cantOpen,
    SQLITE.notADatabase,
  ];
  return broken.includes(primary) ? unavailable(error) : null;
}

function unavailable(error: unknown): Problem {
  return unable("database_unavailable", "The database cannot be reached; its operator has to look at it.", 30, error);
}

function unable(code: string, detail: string, retryAfterSeconds: number, cause: unknown): Problem {
  return new Problem(503, code, detail, { headers: { "Retry-After": String(retryAfterSeconds) }, cause });
}
