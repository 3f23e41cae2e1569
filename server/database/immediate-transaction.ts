import type { SqlDriverAdapter, SqlQuery, SqlResultSet, Transaction } from "@prisma/driver-adapter-utils";
import { UnavailableFile } from "./faults";

/** A statement without parameters, as adapters take it. */
export function statement(sql: string): SqlQuery {
  return { sql, args: [], argTypes: [] };
}

/** A transaction that was begun on the one connection, which is nobody else's until `leave` is called. */
export class ImmediateTransaction implements Transaction {
  readonly provider = "sqlite";
  readonly adapterName = "@prisma/adapter-libsql";
  readonly options = { usePhantomQuery: true };
  readonly #adapter: SqlDriverAdapter;
  readonly #inode: () => bigint;
  readonly #began: bigint;
  readonly #leave: () => void;
  #failure: { readonly error: unknown } | null = null;
  #isOver = false;

  constructor(adapter: SqlDriverAdapter, inode: () => bigint, leave: () => void) {
    this.#adapter = adapter;
    this.#inode = inode;
    this.#began = inode();
    this.#leave = leave;
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return this.#step(() => this.#adapter.queryRaw(query));
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return this.#step(() => this.#adapter.executeRaw(query));
  }

  /** Once it returned, the rows are on the disk, and in the file that bears the name. */
  async commit(): Promise<void> {
    try {
      await this.executeRaw(statement("COMMIT"));
      if (this.#inode() !== this.#began) throw new UnavailableFile("The database file was replaced.");
    } catch (error) {
      await this.#undo();
      throw error;
    } finally {
      this.#end();
    }
  }

  async rollback(): Promise<void> {
    if (this.#isOver) return;
    await this.#undo();
    this.#end();
  }

  async createSavepoint(name: string): Promise<void> {
    await this.executeRaw(statement(`SAVEPOINT ${name}`));
  }

  async rollbackToSavepoint(name: string): Promise<void> {
    await this.executeRaw(statement(`ROLLBACK TO ${name}`));
  }

  async releaseSavepoint(name: string): Promise<void> {
    await this.executeRaw(statement(`RELEASE ${name}`));
  }

  /** A full disk makes SQLite end the transaction by itself; what came after would then be committed, statement by statement. */
  async #step<T>(step: () => Promise<T>): Promise<T> {
    if (this.#failure) throw this.#failure.error;
    try {
      return await step();
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }

  /** What is still to come of it (Prisma ends one that takes too long) would run in the transaction of whoever is next. */
  #end(): void {
    this.#isOver = true;
    this.#failure ??= { error: new Error("The transaction has ended.") };
    this.#leave();
  }

  async #undo(): Promise<void> {
    // Fails where SQLite has ended the transaction by itself: there is nothing left to undo.
    await this.#adapter.executeRaw(statement("ROLLBACK")).catch(() => {});
  }
}
