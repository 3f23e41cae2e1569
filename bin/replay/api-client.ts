import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 30_000;
const RETRY_EVERY_MS = 250;

/** The replay clock as `/replay` tells it. Instants are RFC 3339. */
export interface ReplayState {
  readonly now: string;
  readonly speed: number;
  readonly paused: boolean;
  readonly until: string | null;
  /** Whether anyone has opened a page since the server started. */
  readonly opened: boolean;
  /** Where a visitor asked to be brought to; null once there. */
  readonly goTo: string | null;
}

export interface ApiClient {
  send(method: "POST" | "PUT", path: string, body: unknown, headers?: Record<string, string>): Promise<unknown>;
  replay(change?: Record<string, unknown>): Promise<ReplayState>;
}

/**
 * Talks to a running Vigie as any client would. A server that is busy (503) or restarting is asked again for half a
 * minute: every request of the player is idempotent. Any other refusal throws with the server's own words.
 */
export function apiClient(url: string, token: string): ApiClient {
  async function request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await fetch(new URL(path, url), {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).catch((error: unknown) => {
        if (performance.now() > deadline) throw error;
        return null;
      });
      if (answer?.ok && answer.status !== 207) return answer.status === 204 ? null : answer.json();
      if (answer && answer.status !== 503) {
        throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
      }
      if (performance.now() > deadline) throw new Error(`${method} ${path} was not answered for 30 seconds.`);
      await answer?.body?.cancel();
      await sleep(RETRY_EVERY_MS);
    }
  }
  return {
    send: request,
    // The shape is the contract's; a player needs no more of it than it reads.
    replay: async (change) =>
      (await request(change ? "POST" : "GET", "/replay", change, change ? {} : undefined)) as ReplayState,
  };
}
