import { STATUS_CODES } from "node:http";

/** One fault of a body. `path` is a JSON Pointer (RFC 6901) into it. */
export interface Fault {
  readonly path: string;
  readonly code: string;
  readonly detail: string;
}

interface ProblemOptions {
  readonly errors?: readonly Fault[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the problem document, beside those of RFC 9457. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

const mark = Symbol.for("vigie.problem");

/**
 * A refusal that the caller can act on; delivery turns it into `application/problem+json` (RFC 9457).
 * `code` is stable and part of the contract, `detail` names cause and remedy in a sentence.
 */
export class Problem extends Error {
  readonly [mark] = true;
  readonly status: number;
  readonly code: string;
  readonly errors: readonly Fault[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause });
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
    this.members = options.members ?? {};
  }
}

/** Whether `error` is a Problem, of whichever copy of this module: the framework loads modules more than once. */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Error && mark in error;
}

/** The document of RFC 9457 as JSON. Members of its own never hide those of the standard. */
export function problemDocument({ members, status, code, message, errors }: Problem): string {
  return JSON.stringify({
    ...members,
    type: `urn:vigie:problem:${code}`,
    title: STATUS_CODES[status],
    status,
    code,
    detail: message,
    ...(errors === undefined ? {} : { errors }),
  });
}
