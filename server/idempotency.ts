import { createHash } from "node:crypto";
import { DAY_MS } from "@/domain/instant";
import type { KnownActor } from "./actor";
import { senderOf } from "./actor";
import type { Work } from "./change";
import { change } from "./change";
import type { Context } from "./context";
import type { Transaction } from "./db";
import { Problem } from "./problem";

const MAX_KEY_LENGTH = 255;
const KEPT_MS = DAY_MS;

/** A request that bears an Idempotency-Key. */
export interface RepeatableRequest {
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A write that makes something, and how to answer it. */
interface Making<T> {
  /** Makes it in the transaction and returns its id. */
  readonly write: (tx: Transaction) => Promise<string>;
  /** What was made, as its GET gives it, as the transaction sees it. */
  readonly answer: (tx: Transaction, id: string) => Promise<T>;
}

/**
 * Makes something once per key: the same request again, within 24 hours of real time, gets the first answer again, whichever
 * token of the same name sends it. What was made, its answer and that the key is taken are one transaction, so neither a crash
 * nor two requests at one time make it twice, and what was made is never answered by a failure to read it. Requests that were
 * refused are not remembered; `request` null: nothing is.
 * Throws what `write` throws, then 409 `id_conflict` for a key that another request has; 422 `invalid` for a key too long.
 */
export async function makeOnce<T>(
  context: Context,
  actor: KnownActor,
  request: RepeatableRequest | null,
  { write, answer }: Making<T>,
): Promise<T> {
  if (request !== null) requireKey(request.key);
  const place = request === null ? null : { sender: senderOf(actor), key: request.key };
  const requestHash = request === null ? "" : hashOf(request);

  const { result } = await change(context, async (tx): Promise<Work<T>> => {
    if (place === null) return { result: await answer(tx, await write(tx)), changed: true };
    const createdAt = BigInt(Date.now());
    await tx.idempotentAnswer.deleteMany({ where: { createdAt: { lte: createdAt - BigInt(KEPT_MS) } } });
    const first = await tx.idempotentAnswer.findUnique({ where: { sender_key: place } });
    if (first?.requestHash === requestHash) {
      return { result: first.body === null ? await answer(tx, first.subject) : JSON.parse(first.body), changed: false };
    }
    const subject = await write(tx);
    // What else is wrong with the request is told first; this refusal undoes the write.
    if (first !== null) throw new Problem(409, "id_conflict", "Another request has this Idempotency-Key.");
    const made = await answer(tx, subject);
    const body = JSON.stringify(made);
    await tx.idempotentAnswer.create({ data: { ...place, requestHash, subject, body, createdAt } });
    return { result: made, changed: true };
  });
  return result;
}

/**
 * Forgets the answers about these incidents and updates that hold `text`: who repeats the request gets what was made as it is
 * by then.
 */
export async function forgetAnswers(tx: Transaction, ids: readonly string[], text: string): Promise<void> {
  const answers = await tx.idempotentAnswer.findMany({ where: { subject: { in: [...ids] }, body: { not: null } } });
  const escaped = JSON.stringify(text).slice(1, -1);
  for (const { sender, key, body } of answers) {
    if (!body?.includes(escaped)) continue;
    await tx.idempotentAnswer.update({ where: { sender_key: { sender, key } }, data: { body: null } });
  }
}

function requireKey(key: string): void {
  if (key.length > 0 && key.length <= MAX_KEY_LENGTH) return;
  throw new Problem(422, "invalid", `An Idempotency-Key has 1 to ${MAX_KEY_LENGTH} characters.`);
}

function hashOf({ method, path, bytes }: RepeatableRequest): string {
  return createHash("sha256").update(`${method} ${path}\n`).update(bytes).digest("hex");
}
