import type { SessionAnswer } from "@/domain/contract/desk/access";
import { formatInstant } from "@/domain/instant";
import type { StaffActor } from "@/server/actor";

interface SessionRow {
  readonly id: number;
  readonly client: string;
  readonly agent: string;
  readonly createdAt: bigint;
  readonly lastUsedAt: bigint;
}

/** A session as `actor` is shown it. */
export function sessionAnswer({ id, client, agent, ...row }: SessionRow, actor: StaffActor): SessionAnswer {
  const isThis = id === actor.session;
  const [createdAt, lastUsedAt] = [row.createdAt, row.lastUsedAt].map((at) => formatInstant(Number(at)));
  return { id, isThis, client, agent, createdAt: createdAt ?? "", lastUsedAt: lastUsedAt ?? "" };
}
