import { setImmediate as nextTurn } from "node:timers/promises";

/** For so long at most everything else waits. */
const LONG_MS = 10;

/** Since when, as far as it is known, nothing else has had a turn; null: something just had. */
let alone: number | null = null;

/**
 * Lets everything else that waits for this process have its turn, where it had none for long: signs of life, other requests.
 * Waiting for the database gives none, as its driver answers at once: whoever works through much calls this after each piece.
 */
export async function giveTurn(): Promise<void> {
  if (alone !== null && performance.now() - alone >= LONG_MS) await nextTurn();
  if (alone !== null) return;
  alone = performance.now();
  setImmediate(() => {
    alone = null;
  });
}
