import type { RequestListener } from "node:http";
import type { Logger } from "pino";
import { Application } from "./application/application";
import { Child } from "./application/child";
import { askOnceMore } from "./application/once-more";
import type { AbsenceWords } from "./door/absence";
import { answerOf } from "./door/listener";
import { Files } from "./files";
import { pagesFolder } from "./last-good/kept-note";
import { layOut, removeOthers } from "./last-good/laid-out";
import { LastGood } from "./last-good/last-good";
import { Memory } from "./memory/memory";
import type { Place } from "./memory/places";
import { essentialPlaces, isListedBy } from "./memory/places";
import { Present } from "./present";
import { Stream } from "./stream";
import type { Listing } from "./word";

interface Options {
  /** Where Vigie is installed, and the application's file in it. */
  readonly root: string;
  readonly applicationFile: string;
  /** Where the application is to listen. */
  readonly socketPath: string;
  /** Which database it is (`markOf`). */
  readonly database: string;
  readonly dataDir: string;
  readonly publicUrl: string;
  readonly pageName: string;
  readonly trustedProxies: readonly string[];
  readonly streamsMax: number;
  readonly streamsPerClient: number;
  readonly staleAfterMs: number;
  readonly metricsPublic: boolean;
  readonly isReplay: boolean;
  /** What is known of the languages before the application has spoken. */
  readonly languages: Listing["languages"];
  /** What to say where there is nothing to show, in each of them. */
  readonly absence: readonly AbsenceWords[];
  readonly log: Logger;
  /** The application ended before it ever answered, and there is nothing to serve without it. */
  readonly onGone: (code: number) => void;
}

/** The front, put together. */
export interface Site {
  /** Answers requests, from the first one on with what an earlier process kept. */
  readonly answer: RequestListener;
  /** Starts the application, and calls back once it has spoken first. */
  start(onReady: () => void): void;
  /** Ends the streams; once `drained`, what is to be written is, and the application is ended within a time. */
  stop(drained: Promise<void>, withinMs: number): Promise<void>;
}

/** How often the status of the streams is looked at, which may have been made too long ago, or gone stale. */
const TICK_MS = 250;
const SWEEP_EVERY_MS = 250;
const MEMORY_BYTES = 256 * 1_024 * 1_024;

/** Puts the front together and restores what outlived the process before. Nothing of it needs the application. */
export async function openSite(options: Options): Promise<Site> {
  const { log, root, staleAfterMs } = options;
  const pages = pagesFolder(options.dataDir);
  const files = new Files(root, pages);
  const present = new Present({
    listing: { languages: options.languages, networks: [], sources: [], incidents: [] },
    staleAfterMs,
  });
  const child = new Child({
    file: options.applicationFile,
    args: ["--socket", options.socketPath],
    log,
    isDispensable: () => !memory.isEmpty,
  });
  const application = new Application({
    socketPath: options.socketPath,
    host: new URL(options.publicUrl).host,
    onWrite: ({ address, version, shownFrom }) => {
      present.noteWrite(address, version);
      memory.moveTo(version, { shownFrom, isCertain: false });
    },
  });
  const memory = new Memory({
    ask: async (place, isRefresh) => {
      if (!isRefresh) return askOnceMore(child, () => application.ask(place, false));
      await child.isThere();
      return application.ask(place, true);
    },
    maxBytes: MEMORY_BYTES,
    isAlive: () => child.isPrompt,
    isListed: (place) => isListed(place),
    // Whoever follows live is told before pages are made anew.
    first: () => stream.languages.map(statusPlace),
    essential: () => essential,
    onMade: (place, { answer }, version) => {
      const lang = langOfStatus(place);
      if (lang !== undefined) stream.refresh(lang);
      lastGood.keep(place, answer, version);
    },
    onGone: (place) => {
      const lang = langOfStatus(place);
      if (lang !== undefined) stream.forget(lang);
      lastGood.drop(place);
    },
    onWithdrawn: (shownFrom) => lastGood.withdraw(shownFrom),
  });
  const stream = new Stream({
    max: options.streamsMax,
    maxPerClient: options.streamsPerClient,
    prepare: async (lang) => memory.read(statusPlace(lang), null),
    read: (lang) => {
      const entry = memory.peek(statusPlace(lang))?.entry;
      return entry?.answer.status === 200 ? entry.bytes(present.isStaleFor(entry)) : null;
    },
    onVersion: (version) => memory.moveTo(version, { isCertain: false }),
  });
  const tellOfFiles = (error: unknown) =>
    log.warn({ err: error, folder: pages }, "The files that kept pages bring along could not be laid beside them.");
  const layOutFiles = () => layOut(files.own, pages).catch(tellOfFiles);
  const lastGood = new LastGood({
    folder: pages,
    database: options.database,
    log,
    onAllRemade: () => void removeOthers(files.own, pages).catch(tellOfFiles),
  });

  let essential: readonly Place[] = [];
  let isListed = isListedBy(present.listing);
  const follow = (listing: Listing) => {
    essential = essentialPlaces(listing);
    isListed = isListedBy(listing);
    memory.retainListed();
  };
  child.on("word", (word) => {
    const { silentMs, listing } = present;
    present.hear(word);
    if (present.listing !== listing || essential.length === 0) follow(present.listing);
    memory.moveTo(word.version, { ...word, silentMs });
    lastGood.vouch({ ...word, shownFrom: memory.shownFrom }, present.listing);
    // Whoever begins anew deletes the whole folder.
    if (silentMs > staleAfterMs) void layOutFiles();
  });
  child.on("gone", options.onGone);

  const outlived = await lastGood.open();
  if (outlived !== null) {
    present.restore(outlived.vouched.listing, Date.now() - outlived.vouched.vouchedAt);
    isListed = isListedBy(present.listing);
    const vouchedAtMs = performance.now() - present.silentMs;
    for (const { place, answer, version } of outlived.pages) memory.restore(place, answer, version, vouchedAtMs);
  }
  const sweeping = setInterval(() => memory.sweep(), SWEEP_EVERY_MS);
  const ticking = setInterval(() => {
    for (const lang of stream.languages) {
      void memory.keepFresh(statusPlace(lang));
      stream.refresh(lang);
    }
  }, TICK_MS);

  return {
    // A replay begins when somebody looks.
    answer: answerOf({
      ...options,
      onPage: () => options.isReplay && child.noteReader(),
      memory,
      files,
      stream,
      child,
      application,
      present,
    }),
    start(onReady) {
      void layOutFiles();
      child.once("word", onReady);
      child.start();
    },
    async stop(drained, withinMs) {
      clearInterval(ticking);
      clearInterval(sweeping);
      stream.end();
      await child.stop(
        drained.then(() => lastGood.close()),
        withinMs,
      );
    },
  };
}

function statusPlace(lang: string | null): Place {
  const url = lang === null ? "/api/v1/status" : `/api/v1/status?lang=${lang}`;
  return { name: url, url, lang: null };
}

/** undefined: the place is not that of the status. */
function langOfStatus({ name }: Place): string | null | undefined {
  return /^\/api\/v1\/status(?:\?lang=(\w+))?$/.exec(name)?.map((lang) => lang ?? null)[1];
}
