import { Refusal } from "./refusal";

/** A request that hangs is given up, so that the next one can be made. */
const PATIENCE_MS = 20_000;

/** The account that this page was made for; null: none. */
let account: number | null = null;

/** Says for whom the page asks: the server refuses with `other_account` what another tab's signing in would do as somebody else. */
export function askAs(staffId: number | null): void {
  account = staffId;
}

interface Asking {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON; bytes are sent as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** How long the answer may take; what is large takes its time on a slow line. */
  readonly patienceMs?: number;
}

export interface Answer<T> {
  readonly value: T;
  readonly etag: string | null;
}

/**
 * Asks our own server, by the session's cookie. `value` is what its JSON says, null where there is none.
 * Rejects with a `Refusal` for any answer but 2xx, and where none came.
 */
export async function ask<T>(
  path: string,
  { method = "GET", body, headers, signal, patienceMs = PATIENCE_MS }: Asking = {},
): Promise<Answer<T>> {
  const limit = AbortSignal.timeout(patienceMs);
  const isJson = body !== undefined && !(body instanceof Blob);
  const response = await fetch(path, {
    method,
    cache: "no-store",
    headers: {
      ...(isJson ? { "Content-Type": "application/json" } : {}),
      ...(account === null ? {} : { "Desk-Account": String(account) }),
      ...headers,
    },
    signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : body }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Refusal(0, "network", "The server did not answer.");
  });
  if (!response.ok) throw await refusalOf(response);
  const text = await response.text();
  return { value: text === "" ? null : JSON.parse(text), etag: response.headers.get("etag") };
}

/** What an answer that is none of 2xx refuses. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const problem = await response.json().catch(() => ({}));
  const { code = "internal", detail = `The server answered ${response.status}.`, errors = [], ...members } = problem;
  return new Refusal(response.status, code, detail, errors, members);
}
