import type { Prisma } from "@/prisma/generated/client/client";
import { PrismaClient } from "@/prisma/generated/client/client";
import { OneConnectionFactory } from "@/server/database/connection";
import { databaseFile } from "@/server/database/url";

export type Database = PrismaClient;
export type Transaction = Prisma.TransactionClient;

/** How long a query waits for a lock of another process before it gives up as `database_busy`. */
const PATIENCE_MS = 2_000;

/**
 * The database behind `url` (`file:…`), through one connection. Nothing is opened before the first query, and the file must
 * exist by then (`migrate` makes it). Inside a transaction use the transaction's client alone: a query of the outer one waits
 * until the transaction has ended.
 */
export function openDatabase(url: string, { patienceMs = PATIENCE_MS } = {}): Database {
  const file = databaseFile(url);
  if (file === null) throw new Error(`DATABASE_URL must name a file, such as file:./data/vigie.db, and not ${url}.`);
  return new PrismaClient({ adapter: new OneConnectionFactory(file, patienceMs), errorFormat: "minimal" });
}
