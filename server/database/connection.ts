import type { BigIntStats } from "node:fs";
import { statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
  Transaction,
} from "@prisma/driver-adapter-utils";
import { isBusy, UnavailableFile } from "./faults";
import { ImmediateTransaction, statement } from "./immediate-transaction";
import { Turnstile } from "./turnstile";

/**
 * What each connection starts with. `busy_timeout` is 0 because SQLite waits by stopping the event loop; we wait ourselves.
 * `wal_autocheckpoint`: pages that are written again and again go into the file when the log has 32 MiB, and not eight times before.
 * `secure_delete` overwrites what is deleted or replaced: what was redacted is to be in no page of the file.
 */
const PRAGMAS = [
  "journal_mode=WAL",
  "synchronous=FULL",
  "foreign_keys=ON",
  "busy_timeout=0",
  "cache_size=-20000",
  "wal_autocheckpoint=8000",
  "secure_delete=ON",
];

const RETRY_MS = 10;

/**
 * SQLite on one connection for good.
 *
 * The adapter as it comes opens another connection, without our pragmas, for each transaction. Here a transaction runs on the
 * one connection (BEGIN IMMEDIATE), and every other query waits until it has ended: none is acknowledged and then rolled back
 * with it. A lock held by another process is waited for, without stopping the event loop, for at most `patienceMs`.
 * The file must exist; one that was replaced is opened anew.
 */
export class OneConnection implements SqlDriverAdapter {
  readonly provider = "sqlite";
  readonly adapterName = "@prisma/adapter-libsql";
  readonly #file: string;
  readonly #patienceMs: number;
  readonly #turnstile = new Turnstile();
  #open: { readonly adapter: SqlDriverAdapter; readonly inode: bigint } | null = null;

  constructor(file: string, patienceMs: number) {
    this.#file = file;
    this.#patienceMs = patienceMs;
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return this.#alone((adapter) => adapter.queryRaw(query));
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return this.#alone((adapter) => adapter.executeRaw(query));
  }

  executeScript(script: string): Promise<void> {
    return this.#alone((adapter) => adapter.executeScript(script));
  }

  startTransaction(): Promise<Transaction> {
    return this.#patiently(async () => {
      const leave = await this.#turnstile.enter();
      try {
        const adapter = await this.#connected();
        await adapter.executeScript("BEGIN IMMEDIATE; COMMIT;");
        await this.#droppedIfBusy(adapter.executeRaw(statement("BEGIN IMMEDIATE")));
        return new ImmediateTransaction(adapter, () => this.#inode(), leave);
      } catch (error) {
        leave();
        throw error;
      }
    });
  }

  async dispose(): Promise<void> {
    const leave = await this.#turnstile.enter();
    await this.#close();
    leave();
  }

  #alone<T>(use: (adapter: SqlDriverAdapter) => Promise<T>): Promise<T> {
    return this.#patiently(async () => {
      const leave = await this.#turnstile.enter();
      try {
        return await this.#droppedIfBusy(use(await this.#connected()));
      } finally {
        leave();
      }
    });
  }

  /** The turnstile is free while a step waits for another process: readers go on while a writer waits. */
  async #patiently<T>(step: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + this.#patienceMs;
    for (;;) {
      try {
        return await step();
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw error;
      }
      await sleep(RETRY_MS);
    }
  }

  /**
   * A prepared statement that met a lock stays under way until the garbage collector takes it, and no transaction can commit beside
   * it: the connection is of no use any more. A script leaves nothing behind, so transactions look for the lock with one first.
   */
  async #droppedIfBusy<T>(result: Promise<T>): Promise<T> {
    try {
      return await result;
    } catch (error) {
      if (isBusy(error)) await this.#close();
      throw error;
    }
  }

  async #connected(): Promise<SqlDriverAdapter> {
    const inode = this.#inode();
    if (this.#open?.inode === inode) return this.#open.adapter;
    await this.#close();
    const adapter = await new PrismaLibSql(
      { url: pathToFileURL(this.#file).href, intMode: "bigint" },
      { timestampFormat: "unixepoch-ms" },
    ).connect();
    try {
      for (const pragma of PRAGMAS) await adapter.executeRaw(statement(`PRAGMA ${pragma}`));
    } catch (error) {
      await adapter.dispose();
      throw error;
    }
    this.#open = { adapter, inode };
    return adapter;
  }

  /** SQLite itself does not notice: it goes on writing into a file that has no name any more. */
  #inode(): bigint {
    let stat: BigIntStats | undefined;
    try {
      stat = statSync(this.#file, { bigint: true, throwIfNoEntry: false });
    } catch (error) {
      throw new UnavailableFile(`The database file ${this.#file} cannot be looked at.`, { cause: error });
    }
    if (stat === undefined) throw new UnavailableFile(`The database file ${this.#file} is gone.`);
    return stat.ino;
  }

  async #close(): Promise<void> {
    await this.#open?.adapter.dispose();
    this.#open = null;
  }
}

/** What Prisma asks for connections: always the one. Nothing is opened before the first query. */
export class OneConnectionFactory implements SqlDriverAdapterFactory {
  readonly provider = "sqlite";
  readonly adapterName = "@prisma/adapter-libsql";
  readonly #connection: OneConnection;

  constructor(file: string, patienceMs: number) {
    this.#connection = new OneConnection(file, patienceMs);
  }

  async connect(): Promise<SqlDriverAdapter> {
    return this.#connection;
  }
}
