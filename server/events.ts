import type { EventsReceipt } from "@/domain/contract/event";
import type { Batch, Outcome } from "@/server/recording/event-batch";
import { storeBatches } from "@/server/recording/event-batch";
import { readInputs } from "@/server/recording/event-inputs";
import type { Actor } from "./actor";
import { requireScope, senderOf } from "./actor";
import { change } from "./change";
import type { Context } from "./context";
import type { Transaction } from "./db";
import { perContext } from "./per-context";
import { currentVersion } from "./version";

/**
 * Records events, the only way in which blocks come about. `inputs` are parsed JSON values of the shape of `EventInput`;
 * each is judged by itself, in their order, and what is accepted is durable when this returns. An event that was sent
 * before by the same token name, equal in all it says, is a duplicate and changes nothing.
 *
 * A request of exactly one event may leave its id out: it is given one, told in `ids`.
 * Codes of rejected events: those of `EventRejection`, in their order.
 * Throws 401 `unauthorized`, 403 `insufficient_scope`, and 503 as `change` does; then nothing was stored.
 */
export async function recordEvents(context: Context, actor: Actor, inputs: readonly unknown[]): Promise<EventsReceipt> {
  requireScope(actor, "events:write");
  const { submissions, rejected, givenIds } = readInputs(senderOf(actor), inputs);
  if (submissions.length === 0) {
    return { accepted: 0, duplicates: 0, rejected: [...rejected], version: await currentVersion(context) };
  }
  const { outcome, version } = await enqueue(context, { actor, submissions });
  return {
    accepted: outcome.accepted,
    duplicates: outcome.duplicates,
    rejected: [...rejected, ...outcome.rejected].sort((a, b) => a.index - b.index),
    version,
    ...(givenIds.length > 0 && outcome.accepted > 0 ? { ids: [...givenIds] } : {}),
  };
}

interface Waiting {
  readonly batch: Batch;
  readonly resolve: (stored: { outcome: Outcome; version: number }) => void;
  readonly reject: (error: unknown) => void;
}

/** So many events share a transaction at most, unless one request alone has more: readers wait while it lasts. */
const EVENTS_PER_TRANSACTION = 10_000;

/** Requests that wait for the transaction under way, if there is one. */
const queueOf = perContext("events", () => ({ waiting: [] as Waiting[], isDraining: false }));

/** Requests that come while a transaction is under way share the next one: one wait for the disk serves them all. */
function enqueue(context: Context, batch: Batch): Promise<{ outcome: Outcome; version: number }> {
  return new Promise((resolve, reject) => {
    queueOf(context).waiting.push({ batch, resolve, reject });
    void drain(context);
  });
}

async function drain(context: Context) {
  const queue = queueOf(context);
  if (queue.isDraining) return;
  queue.isDraining = true;
  while (queue.waiting.length > 0) {
    const group = takeGroup(queue.waiting);
    try {
      const store = async (tx: Transaction) => {
        const outcomes = await storeBatches(
          context,
          tx,
          group.map(({ batch }) => batch),
        );
        return { result: outcomes, changed: outcomes.some(({ accepted }) => accepted > 0) };
      };
      const { result, version } = await change(context, store, { byFactsAlone: true });
      group.forEach(({ resolve, reject }, index) => {
        const outcome = result[index];
        if (outcome === undefined) reject(new Error("A batch has no outcome."));
        else resolve({ outcome, version });
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
  queue.isDraining = false;
}

function takeGroup(queue: Waiting[]): Waiting[] {
  let events = 0;
  const end = queue.findIndex(({ batch }) => {
    events += batch.submissions.length;
    return events > EVENTS_PER_TRANSACTION;
  });
  return queue.splice(0, end === -1 ? queue.length : Math.max(end, 1));
}
