import { Prisma } from "@/prisma/generated/client/client";
import type { Transaction } from "@/server/db";

// Raw SQL, wherever it stands, keeps to these conventions:
// - Names stand in double quotes and values are parameters of the tagged template. One statement with a JSON parameter beats a
//   thousand statements; rows that come back by the ten thousand come as one JSON text, seven times as fast as rows.
// - The driver binds a JavaScript number as REAL and a bigint as INTEGER. In comparisons with a column and where a column
//   takes it in, both are right (the column's affinity decides); in an expression of parameters alone only a bigint is.
// - Columns declared BIGINT (instants) come back as bigint and columns declared INTEGER (ids) as number; computed columns
//   (`max(…)`, `count(*)`, literals) as bigint. Inside JSON all are numbers: instants are far below 2^53.
// - `INSERT … SELECT … ON CONFLICT` needs a WHERE (`WHERE true`) before ON CONFLICT, for SQLite's grammar.

/** What SQLite and PostgreSQL say differently stands below and nowhere else. */

/**
 * Rows of scalars as a table to select from or join: `jsonRows("c", ["id", "at"], [[1, 2], …])` is `… AS "c"` with the columns
 * `"c"."id"` and `"c"."at"`. An undefined shape is the caller's mistake: each row has a value (or null) per column.
 */
export function jsonRows(
  name: string,
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Prisma.Sql {
  const selected = columns.map((column, index) => `value ->> ${index} AS "${column}"`).join(", ");
  return Prisma.sql`(SELECT ${Prisma.raw(selected)} FROM json_each(${JSON.stringify(rows)})) AS ${Prisma.raw(`"${name}"`)}`;
}

/** Scalars as a subquery of one column, for `IN`. */
export function jsonList(values: readonly (string | number)[]): Prisma.Sql {
  return Prisma.sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
}

/**
 * Many rows at once: `columns` (a list of expressions) of `source` (what follows FROM), each row an array in the columns' order;
 * the rows in no order. The caller answers for `T`, as with `$queryRaw`.
 */
export async function readTuples<T extends readonly unknown[]>(
  reader: Pick<Transaction, "$queryRaw">,
  columns: Prisma.Sql,
  source: Prisma.Sql,
): Promise<T[]> {
  const [row] = await reader.$queryRaw<{ tuples: string }[]>`
    SELECT json_group_array(json_array(${columns})) AS "tuples" FROM ${source}`;
  return JSON.parse(row?.tuples ?? "[]");
}

/** Empties the write-ahead log, which holds pages as they were before the latest changes. Another process that reads may hinder it. */
export async function emptyLog(database: Pick<Transaction, "$queryRaw">): Promise<void> {
  await database.$queryRaw`PRAGMA wal_checkpoint(TRUNCATE)`;
}
