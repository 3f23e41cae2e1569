import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import type { AbsenceWords } from "@/front/door/absence";
import { refuseConnection } from "@/front/door/refusal";
import { drain } from "@/front/drain";
import { markOf } from "@/front/last-good/kept-note";
import { openSite } from "@/front/site";
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

/** A body of 8 MiB over a slow line takes its time; one that takes longer is an attack or an accident. */
const limits = { headersTimeout: 15_000, requestTimeout: 120_000, keepAliveTimeout: 65_000 };

/** Who takes nothing of an answer for this long reads no more: longer than the application may think about one. */
const TAKES_WITHIN_MS = 150_000;

outliveListeners();
const settings = settingsOrEnd();
const privateDir = mkdtempSync(path.join(tmpdir(), "vigie-front-"));
process.on("exit", () => rmSync(privateDir, { recursive: true, force: true }));

const site = await openSite({
  ...settings,
  isReplay: settings.replay !== null,
  root: path.resolve(import.meta.dirname, ".."),
  applicationFile: path.join(import.meta.dirname, "app.mjs"),
  socketPath:
    process.platform === "win32" ? `\\\\.\\pipe\\${path.basename(privateDir)}` : path.join(privateDir, "application"),
  database: markOf(databaseFile(settings.databaseUrl) ?? settings.databaseUrl),
  languages: { all: [...languages()], offered: [...settings.languages], own: settings.locale },
  absence: languages().map(absenceIn),
  log: pino({ level: settings.logLevel }),
  onGone: (code) => process.exit(code),
});
const server = createServer(limits, site.answer).setTimeout(TAKES_WITHIN_MS);
server.on("clientError", refuseConnection);
let isStopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, stop);
await listen(server, settings);
site.start(() => process.stdout.write(`Vigie answers on http://localhost:${portOf(server)}/\n`));

/** A terminal and whatever stands between may each send the signal: the first one counts. */
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await site.stop(drain(server, DRAIN_MS), CHILD_STOPS_WITHIN_MS);
  process.exit(0);
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
