import { z } from "zod";
import { parseCidr } from "@/domain/cidr";
import type { LegalLink } from "@/domain/contract/desk/settings";
import { TimeZone } from "@/domain/contract/time";
import { parseInstant } from "@/domain/instant";
import { databaseFile } from "@/server/database/url";
import { languages } from "./messages";

const flag = z.enum(["true", "false"], { error: "must be true or false" }).transform((value) => value === "true");

function whole(min: number, max: number) {
  const error = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error });
}

const databaseUrl = z.string().refine((url) => databaseFile(url) !== null, {
  error: ({ input }) =>
    /^postgres(ql)?:/i.test(String(input))
      ? "names a PostgreSQL server, which this version cannot use yet; give a file, such as file:./data/vigie.db"
      : "must name a file, such as file:./data/vigie.db",
});

const publicUrl = z
  .string()
  .refine((url) => /^https?:\/\/[^\s/?#]+[^\s?#]*$/i.test(url) && URL.canParse(url), {
    error: "must be an http or https URL without query, such as https://status.example.org",
  })
  .transform((url) => url.replace(/\/+$/, ""));

const proxies = z
  .string()
  .transform((list) =>
    list
      .split(",")
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ""),
  )
  .refine((entries) => entries.every((entry) => parseCidr(entry) !== null), {
    error: "must be addresses or CIDRs separated by commas, such as 127.0.0.1,10.0.0.0/8",
  });

const Environment = z.object({
  HOST: z.string().default("0.0.0.0"),
  PORT: whole(0, 65_535).default(3_000),
  DATABASE_URL: databaseUrl.default("file:./data/vigie.db"),
  DATA_DIR: z.string().default("./data"),
  PUBLIC_URL: publicUrl.optional(),
  PAGE_NAME: z.string().max(200, { error: "must have at most 200 characters" }).default("Vigie"),
  TIME_ZONE: TimeZone.default(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
  LOCALE: z
    .string()
    .refine((lang) => languages().includes(lang), { error: () => `must be one of ${languages().join(", ")}` })
    .default("en"),
  TRUSTED_PROXIES: proxies.default([]),
  STREAMS_MAX: whole(0, 1_000_000).default(10_000),
  STREAMS_PER_CLIENT: whole(0, 1_000_000).default(100),
  STALE_AFTER_SECONDS: whole(1, 86_400).default(120),
  METRICS_PUBLIC: flag.default(false),
  REPLAY_FROM: z
    .string()
    .transform(parseInstant)
    .refine((at) => at !== null, { error: "must be an instant with its offset, such as 2014-06-19T00:00:00Z" })
    .optional(),
  REPLAY_SPEED: z
    .string()
    .regex(/^\d{1,9}(\.\d+)?$/, { error: "must be a number, such as 60" })
    .transform(Number)
    .refine((speed) => speed > 0, { error: "must be more than 0" })
    .default(1),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "must be trace, debug, info, warn, error, fatal or silent",
    })
    .default("info"),
});

/** What holds of the page itself. The environment says the first three, staff all of it: what they saved wins. */
interface PageSettings {
  readonly pageName: string;
  readonly timeZone: string;
  readonly locale: string;
  /** Those in which the page is offered, in alphabetical order, `locale` among them. */
  readonly languages: readonly string[];
  /** Markdown that stands on every public page, by language. */
  readonly notice: Readonly<Record<string, string>>;
  /** An e-mail address or a URL; null: none. */
  readonly support: string | null;
  readonly legalLinks: readonly LegalLink[];
  /** Whether anybody may look an address up. */
  readonly publicLookUps: boolean;
  /** Grows with each change that was saved; 0: all is as the environment has it. */
  readonly pageRevision: number;
}

/** What the environment says, with what it leaves out; `.env.example` tells each of them. And what staff saved of the page. */
export interface Settings extends PageSettings {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /** Addresses and CIDRs whose `X-Forwarded-For` counts. */
  readonly trustedProxies: readonly string[];
  readonly streamsMax: number;
  readonly streamsPerClient: number;
  readonly staleAfterMs: number;
  readonly metricsPublic: boolean;
  /** Null: the page lives on real time. */
  readonly replay: { readonly from: number; readonly speed: number } | null;
  readonly logLevel: string;
}

/**
 * Reads the settings; a variable that is empty counts as unset. Throws one Error that lists every variable at fault, in words
 * for the person who set it.
 */
export function parseSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== "");
  const parsed = Environment.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join(".")} ${message}`);
    throw new Error(`The environment has settings that cannot be used:\n${faults.join("\n")}`);
  }
  const env = parsed.data;
  return {
    host: env.HOST,
    port: env.PORT,
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    pageName: env.PAGE_NAME,
    timeZone: env.TIME_ZONE,
    locale: env.LOCALE,
    languages: languages(),
    notice: {},
    support: null,
    legalLinks: [],
    publicLookUps: true,
    pageRevision: 0,
    trustedProxies: env.TRUSTED_PROXIES,
    streamsMax: env.STREAMS_MAX,
    streamsPerClient: env.STREAMS_PER_CLIENT,
    staleAfterMs: env.STALE_AFTER_SECONDS * 1_000,
    metricsPublic: env.METRICS_PUBLIC,
    replay: env.REPLAY_FROM == null ? null : { from: env.REPLAY_FROM, speed: env.REPLAY_SPEED },
    logLevel: env.LOG_LEVEL,
  };
}

let parsed: Settings | undefined;

/** The settings of this process, read once. Throws as `parseSettings` does. */
export function settings(): Settings {
  parsed ??= parseSettings(process.env);
  return parsed;
}
