import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import type { AbsenceWords } from "@/front/absence";
import { Application } from "@/front/application";
import { Child } from "@/front/child";
import { drain } from "@/front/drain";
import { Files } from "@/front/files";
import { markOf, pagesFolder } from "@/front/kept-note";
import { layOut, removeOthers } from "@/front/laid-out";
import { LastGood } from "@/front/last-good";
import { answerOf } from "@/front/listener";
import { Memory } from "@/front/memory";
import type { Place } from "@/front/places";
import { essentialPlaces, isListedBy } from "@/front/places";
import { Present } from "@/front/present";
import { refuseConnection } from "@/front/refusal";
import { Stream } from "@/front/stream";
import { databaseFile } from "@/server/database/url";
import type { Settings } from "@/server/env";
import { settings as readSettings } from "@/server/env";
import { languages, translator } from "@/server/messages";
import { outliveListeners } from "./terminal/outlive";
import { endWithSentence } from "./terminal/sentence";

/** The whole site behind one port: the front, and the application as its child. */
const DRAIN_MS = 5_000;
const CHILD_STOPS_WITHIN_MS = 2_500;
const STOP_WITHIN_MS = 9_500;
/** How often the status of the streams is looked at, which may have been made too long ago, or gone stale. */
const TICK_MS = 250;
const SWEEP_EVERY_MS = 250;
const MEMORY_BYTES = 256 * 1_024 * 1_024;

/** A body of 8 MiB over a slow line takes its time; one that takes longer is an attack or an accident. */
const limits = { headersTimeout: 15_000, requestTimeout: 120_000, keepAliveTimeout: 65_000 };

/** Who takes nothing of an answer for this long reads no more: longer than the application may think about one. */
const TAKES_WITHIN_MS = 150_000;

outliveListeners();
const settings = settingsOrEnd();
const log = pino({ level: settings.logLevel });
const root = path.resolve(import.meta.dirname, "..");
const pages = pagesFolder(settings.dataDir);
const files = new Files(root, pages);
const database = markOf(databaseFile(settings.databaseUrl) ?? settings.databaseUrl);
const privateDir = mkdtempSync(path.join(tmpdir(), "vigie-front-"));
const socketPath =
  process.platform === "win32" ? `\\\\.\\pipe\\${path.basename(privateDir)}` : path.join(privateDir, "application");
process.on("exit", () => rmSync(privateDir, { recursive: true, force: true }));

const present = new Present({
  listing: {
    languages: { all: [...languages()], offered: [...settings.languages], own: settings.locale },
    networks: [],
    sources: [],
    incidents: [],
  },
  staleAfterMs: settings.staleAfterMs,
});
const child = new Child({
  file: path.join(import.meta.dirname, "app.mjs"),
  args: ["--socket", socketPath],
  log,
  isDispensable: () => !memory.isEmpty,
});
const application = new Application({
  socketPath,
  host: new URL(settings.publicUrl).host,
  onWrite: (address, version) => {
    present.noteWrite(address, version);
    memory.moveTo(version, { isCertain: false });
  },
});
const memory = new Memory({
  ask: async (place, isRefresh) => {
    await child.isThere();
    return application.ask(place, isRefresh);
  },
  maxBytes: MEMORY_BYTES,
  isAlive: () => child.isReady,
  // Whoever follows live is told before pages are made anew.
  first: () => stream.languages.map(statusPlace),
  onMade: (place, { answer }, version) => {
    const lang = langOfStatus(place);
    if (lang !== undefined) stream.refresh(lang);
    lastGood.keep(place, answer, version);
  },
  onGone: (place) => lastGood.drop(place),
});
const stream = new Stream({
  max: settings.streamsMax,
  maxPerClient: settings.streamsPerClient,
  prepare: async (lang) => memory.read(statusPlace(lang), null),
  read: (lang) => {
    const entry = memory.peek(statusPlace(lang))?.entry;
    return entry?.answer.status === 200 ? entry.bytes(present.isStaleFor(entry)) : null;
  },
  onVersion: (version) => memory.moveTo(version, { isCertain: false }),
});

const lastGood = new LastGood({
  folder: pages,
  database,
  log,
  onAllRemade: () => void removeOthers(files.own, pages).catch(tellOfFiles),
});

let essential: readonly Place[] = [];
child.on("word", (word) => {
  const { silentMs, listing } = present;
  present.hear(word);
  memory.moveTo(word.version, { ...word, silentMs });
  if (present.listing !== listing) memory.retain(isListedBy(present.listing));
  if (present.listing !== listing || essential.length === 0) essential = essentialPlaces(present.listing);
  lastGood.vouch(word, present.listing);
  // Whoever begins anew deletes the whole folder.
  if (silentMs > settings.staleAfterMs) layOutFiles();
});
child.on("gone", (code) => process.exit(code));

const server = createServer(limits).setTimeout(TAKES_WITHIN_MS);
server.on(
  "request",
  answerOf({
    ...settings,
    absence: languages().map(absenceIn),
    log,
    memory,
    files,
    stream,
    child,
    application,
    present,
  }),
);
server.on("clientError", refuseConnection);
let isStopping = false;
const sweeping = setInterval(() => memory.sweep(essential), SWEEP_EVERY_MS);
const ticking = setInterval(() => {
  for (const lang of stream.languages) {
    void memory.keepFresh(statusPlace(lang));
    stream.refresh(lang);
  }
}, TICK_MS);
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, stop);
await restore();
await listen(server, settings);
layOutFiles();
child.start();
child.once("word", () => process.stdout.write(`Vigie answers on http://localhost:${portOf(server)}/\n`));

/** A terminal and whatever stands between may each send the signal: the first one counts. */
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  clearInterval(ticking);
  clearInterval(sweeping);
  stream.end();
  await child.stop(
    drain(server, DRAIN_MS).then(() => lastGood.close()),
    CHILD_STOPS_WITHIN_MS,
  );
  process.exit(0);
}

/** What the process before this one kept is served from the first moment on. */
async function restore(): Promise<void> {
  const outlived = await lastGood.open();
  if (outlived === null) return;
  present.restore(outlived.vouched.listing, Date.now() - outlived.vouched.vouchedAt);
  for (const { place, answer, version } of outlived.pages) {
    memory.restore(place, answer, version, performance.now() - present.silentMs);
  }
}

function absenceIn(lang: string): AbsenceWords {
  const t = translator(lang);
  const href = lang === settings.locale ? "/" : `/${lang}`;
  return {
    lang,
    title: t("absence.away"),
    words: t("absence.awayWords"),
    home: { text: t("absence.toHome"), href },
  };
}

function layOutFiles(): void {
  layOut(files.own, pages).catch(tellOfFiles);
}

function tellOfFiles(error: unknown): void {
  log.warn({ err: error, folder: pages }, "The files that kept pages bring along could not be laid beside them.");
}

function statusPlace(lang: string | null): Place {
  const url = lang === null ? "/api/v1/status" : `/api/v1/status?lang=${lang}`;
  return { name: url, url, lang: null };
}

/** undefined: the place is not that of the status. */
function langOfStatus({ name }: Place): string | null | undefined {
  return /^\/api\/v1\/status(?:\?lang=(\w+))?$/.exec(name)?.map((lang) => lang ?? null)[1];
}

function settingsOrEnd(): Settings {
  try {
    return readSettings();
  } catch (error) {
    return endWithSentence(error instanceof Error ? error.message : String(error));
  }
}

async function listen(target: Server, { host, port }: Settings): Promise<void> {
  target.listen(port, host);
  await once(target, "listening").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
      return endWithSentence(`HOST is ${host}, which is no address of this machine.`);
    }
    if (error.code !== "EADDRINUSE") throw error;
    return endWithSentence(`Port ${port} is taken by another program. Stop it, or take another: PORT=3001 npm start`);
  });
}

function portOf(target: Server): number {
  const address = target.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}
