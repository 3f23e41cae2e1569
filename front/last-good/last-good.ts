import { rmSync } from "node:fs";
import { access, readdir, readFile, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import type { Logger } from "pino";
import type { Answer } from "@/front/memory/entry";
import { markFresh, markStale } from "@/front/memory/entry";
import type { Place } from "@/front/memory/places";
import type { Listing, Word } from "@/front/word";
import type { Vouched } from "./kept-note";
import { fileOf, findVouched, hashOf, KEPT, KeptNote, NOTES, noteOf, VOUCHED } from "./kept-note";
import { writeWhole, writeWholeNow } from "./write-whole";

interface Options {
  /** As `pagesFolder` says. */
  readonly folder: string;
  /** The mark of the database; what was kept of another one is not restored. */
  readonly database: string;
  readonly log: Logger;
  /** No entry of this process is of the one before any more. */
  readonly onAllRemade: () => void;
}

export interface KeptPage {
  readonly place: Place;
  readonly answer: Answer;
  readonly version: number;
}

interface Lying {
  /** Relative to the folder. */
  readonly file: string;
  readonly bodyHash: string;
  readonly version: number;
}

const WRITE_AFTER_MS = 250;
const RETRY_AFTER_MS = 5_000;
const VOUCH_EVERY_MS = 10_000;
const CLOSE_WITHIN_MS = 1_000;
const READ_AT_ONCE = 32;

/**
 * The kept answers as files, beside what memory holds: for the next process, and for any web server. Bodies lie where their
 * address says (`plainFile`), marked stale, since nobody who finds them there can say that they still hold; what else is known
 * of them lies in a folder beside. Writing waits for nobody and nobody for it, the latest answer of a place wins, and a disk
 * that takes nothing is told once and changes nothing else. An answer that is replaced or dropped leaves the disk, and one that
 * is withdrawn at once.
 */
export class LastGood {
  readonly #options: Options;
  readonly #scratch: string;
  readonly #lying = new Map<string, Lying>();
  /** What is to be written, by name; null: removed. */
  readonly #due = new Map<string, KeptPage | null>();
  readonly #inherited = new Set<string>();
  #shownFrom = 0;
  #vouched: Vouched | null = null;
  #vouchedDue: Vouched | null = null;
  #vouchedWrittenAtMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  #isFailing = false;

  constructor(options: Options) {
    this.#options = options;
    this.#scratch = path.join(options.folder, KEPT, "half-written");
  }

  /**
   * What an earlier process kept of the same database, in no order, and what its application last vouched for. null: nothing.
   * What does not match is removed, and so is all that was kept of another database.
   */
  async open(): Promise<{ readonly vouched: Vouched; readonly pages: readonly KeptPage[] } | null> {
    const { folder, database, log } = this.#options;
    try {
      await rm(this.#scratch, { recursive: true, force: true });
      const vouched = findVouched(folder);
      const isOfThis = vouched?.database === database;
      this.#shownFrom = vouched?.shownFrom ?? 0;
      const pages = isOfThis ? await this.#readNotes() : [];
      for (const { place } of pages) this.#inherited.add(place.name);
      await this.#removeStrangers();
      if (vouched === null || !isOfThis) return null;
      this.#vouched = vouched;
      return { vouched, pages };
    } catch (error) {
      log.warn({ err: error, folder }, "The kept pages cannot be read.");
      return null;
    }
  }

  keep(place: Place, answer: Answer, version: number): void {
    this.#due.set(place.name, { place, answer, version });
    this.#writeSoon();
  }

  drop({ name }: Place): void {
    this.#due.set(name, null);
    this.#writeSoon();
  }

  /**
   * What was made of a version before `shownFrom` may not be shown any more: it is gone when this returns, so that whoever had it
   * withdrawn is told no sooner. What cannot be removed is dropped by whoever keeps it in memory, and tried again.
   */
  withdraw(shownFrom: number): void {
    this.#shownFrom = shownFrom;
    if (this.#vouched !== null) this.#vouchedDue = this.#vouched = { ...this.#vouched, shownFrom };
    this.#writeSoon();
    const note = JSON.stringify(this.#vouched);
    // First: what a crash leaves behind is believed no more.
    if (this.#vouched !== null) this.#try(() => writeWholeNow(this.#full(VOUCHED), note, { scratch: this.#scratch }));
    for (const [name, { file, version }] of this.#lying) {
      if (version >= shownFrom) continue;
      for (const lying of [noteOf(name), file]) this.#try(() => rmSync(this.#full(lying), { force: true }));
    }
  }

  /** The application has said that `version` holds now. */
  vouch({ version, shownFrom }: Word, listing: Listing): void {
    const { database } = this.#options;
    const isNews = listing !== this.#vouched?.listing;
    this.#shownFrom = shownFrom;
    this.#vouched = { database, version, shownFrom, listing, vouchedAt: Date.now() };
    if (!isNews && performance.now() - this.#vouchedWrittenAtMs < VOUCH_EVERY_MS) return;
    this.#vouchedDue = this.#vouched;
    this.#writeSoon();
  }

  /** Writes what is still to be written, as far as it goes in a second. */
  async close(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#vouchedDue = this.#vouched;
    const limit = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_WITHIN_MS).unref());
    await Promise.race([this.#write(), limit]);
  }

  #writeSoon(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null;
        void this.#write();
      },
      this.#isFailing ? RETRY_AFTER_MS : WRITE_AFTER_MS,
    ).unref();
  }

  #write(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#writeDue());
    return this.#writing;
  }

  async #writeDue(): Promise<void> {
    const due = [...this.#due];
    this.#due.clear();
    let failure: unknown;
    for (const [name, page] of due) {
      try {
        await (page === null ? this.#remove(name) : this.#writePage(page));
        if (this.#inherited.delete(name) && this.#inherited.size === 0) this.#options.onAllRemade();
      } catch (error) {
        failure ??= error;
        if (!this.#due.has(name)) this.#due.set(name, page);
        // The old bytes may hold what was blackened since.
        await this.#remove(name).catch(() => undefined);
      }
    }
    failure ??= await this.#writeVouched().catch((error: unknown) => error);
    this.#tellFailure(failure);
    if (failure !== undefined) this.#writeSoon();
  }

  /** The body first: a crash between the two leaves a note that does not match, and no body with another's headers. */
  async #writePage({ place, answer, version }: KeptPage): Promise<void> {
    if (version < this.#shownFrom) return;
    const { database } = this.#options;
    const { status, headers, body } = answer;
    const bodyHash = hashOf(body);
    const file = fileOf(place.name, answer);
    const before = this.#lying.get(place.name);
    if (before !== undefined && before.file !== file) await this.#remove(place.name);
    const full = this.#full(file);
    const isThere = before?.file === file && before.bodyHash === bodyHash && (await exists(full));
    if (!isThere) await writeWhole(full, markStale({ headers, body }), { scratch: this.#scratch });
    this.#lying.set(place.name, { file, bodyHash, version });
    const note: KeptNote = { place, version, status, headers, bodyHash, database };
    await writeWhole(this.#full(noteOf(place.name)), JSON.stringify(note), { scratch: this.#scratch });
    // It may have been withdrawn while it was being written.
    if (version < this.#shownFrom) await this.#remove(place.name);
  }

  async #writeVouched(): Promise<void> {
    const vouched = this.#vouchedDue;
    if (vouched === null) return;
    await writeWhole(this.#full(VOUCHED), JSON.stringify(vouched), { scratch: this.#scratch, flush: true });
    if (this.#vouchedDue === vouched) this.#vouchedDue = null;
    this.#vouchedWrittenAtMs = performance.now();
  }

  async #remove(name: string): Promise<void> {
    await rm(this.#full(noteOf(name)), { force: true });
    const lying = this.#lying.get(name);
    if (lying === undefined) return;
    await rm(this.#full(lying.file), { force: true });
    this.#lying.delete(name);
    let folder = path.posix.dirname(lying.file);
    while (folder !== "." && (await isRemoved(this.#full(folder)))) folder = path.posix.dirname(folder);
  }

  async #readNotes(): Promise<KeptPage[]> {
    const names = await readdir(this.#full(NOTES)).catch(() => []);
    const pages: (KeptPage | null)[] = [];
    for (let from = 0; from < names.length; from += READ_AT_ONCE) {
      const some = names.slice(from, from + READ_AT_ONCE);
      pages.push(...(await Promise.all(some.map((name) => this.#readPage(`${NOTES}/${name}`).catch(() => null)))));
    }
    return pages.filter((page) => page !== null);
  }

  async #readPage(noteFile: string): Promise<KeptPage | null> {
    const note = KeptNote.parse(JSON.parse(await readFile(this.#full(noteFile), "utf8")));
    const { place, version, status, headers, bodyHash, database } = note;
    const file = fileOf(place.name, { status, headers, body: Buffer.alloc(0) });
    const isOurs = database === this.#options.database && noteFile === noteOf(place.name);
    const lying = await readFile(this.#full(file));
    const body = [markFresh({ headers, body: lying }), lying].find((bytes) => hashOf(bytes) === bodyHash);
    if (!isOurs || body === undefined || version < this.#shownFrom) return null;
    this.#lying.set(place.name, { file, bodyHash, version });
    const { name, url, lang } = place;
    return {
      place: place.isUnlisted ? { name, url, lang, isUnlisted: true } : { name, url, lang },
      answer: { status, headers, body },
      version,
    };
  }

  /** What no note speaks of, but for the files that pages bring along. Only of a folder that is known to be ours. */
  async #removeStrangers(): Promise<void> {
    const { folder } = this.#options;
    if (!(await exists(path.join(folder, KEPT)))) return;
    const known = new Set([...this.#lying].flatMap(([name, { file }]) => [file, noteOf(name)]));
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const full = path.join(entry.parentPath, entry.name);
      const file = path.relative(folder, full).split(path.sep).join("/");
      const isKept = known.has(file) || file.startsWith("_next/") || file === VOUCHED;
      if (entry.isFile() && !isKept) await rm(full, { force: true });
    }
  }

  #try(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#tellFailure(error);
    }
  }

  #full(file: string): string {
    return path.join(this.#options.folder, file);
  }

  #tellFailure(failure: unknown): void {
    const { log, folder } = this.#options;
    const isFailing = failure !== undefined;
    if (isFailing && !this.#isFailing) {
      log.warn({ err: failure, folder }, "Pages cannot be kept on the disk: a restart would begin without them.");
    }
    if (!isFailing && this.#isFailing) log.info({ folder }, "Pages are kept on the disk again.");
    this.#isFailing = isFailing;
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Whether an empty folder was there to be removed. */
function isRemoved(folder: string): Promise<boolean> {
  return rmdir(folder).then(
    () => true,
    () => false,
  );
}
