import { clientOf } from "@/domain/client";
import { MINUTE_MS } from "@/domain/instant";
import type { Context } from "@/server/context";
import { databaseProblem } from "@/server/database/faults";
import type { Limit } from "@/server/rate-limit";
import { take } from "@/server/rate-limit";
import { SESSION_MS } from "@/server/sessions";

// Failures only. An address that has no account is limited like one that has.
const ofAccount: Limit = { name: "sign-ins of an account", max: 10, windowMs: 15 * MINUTE_MS };
const ofClient: Limit = { name: "sign-ins of a client", max: 30, windowMs: 15 * MINUTE_MS };
const ofFamiliar: Limit = { name: "sign-ins where the account is at home", max: 10, windowMs: 15 * MINUTE_MS };
const WHAT = "wrong passwords";

/**
 * Counts a try of a password for an account, before it is looked at (so that many at once count too), and returns how to take
 * that back when it was right. A client from which the account had a session within a month has a budget of its own: a
 * stranger who tries passwords uses up another one, and locks nobody out. Throws 429 `too_many_requests` as `take` does, 503.
 */
export async function takeSignIn(context: Context, email: string, address: string): Promise<() => void> {
  const client = clientOf(address);
  if (await isFamiliar(context, email, client)) return take(ofFamiliar, JSON.stringify([email, client]), WHAT);
  const giveBackClient = take(ofClient, client, WHAT);
  try {
    const giveBackAccount = take(ofAccount, email, WHAT);
    return () => {
      giveBackClient();
      giveBackAccount();
    };
  } catch (error) {
    giveBackClient();
    throw error;
  }
}

async function isFamiliar(context: Context, email: string, client: string): Promise<boolean> {
  const sessions = await context.db.session
    .findMany({
      where: { staff: { email }, lastUsedAt: { gt: BigInt(Date.now() - SESSION_MS) } },
      select: { client: true },
      distinct: ["client"],
      take: 1_000,
    })
    .catch((error: unknown) => {
      throw databaseProblem(error) ?? error;
    });
  return sessions.some((session) => clientOf(session.client) === client);
}
