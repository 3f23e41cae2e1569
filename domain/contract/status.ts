import { z } from "zod";
import { Percent } from "./health";
import { IncidentSummary } from "./incident";
import { SourceKind } from "./source";
import { InstantText } from "./time";

/** A stretch of a sentence: `figure` carries the colour of the level, `doubt` is drawn as what nobody vouches for. */
export const Part = z.object({ text: z.string(), mark: z.enum(["figure", "doubt"]).nullable() });
export type Part = z.infer<typeof Part>;

/** From best to worst. */
export const Level = z.enum(["operational", "unknown", "degraded", "partial_outage", "major_outage"]);

/** A source's share in a network. */
export const SourceStatus = z
  .object({
    slug: z.string(),
    name: z.string(),
    kind: SourceKind,
    counts: z.boolean(),
    blocked: z.int(),
    unknown: z.int(),
    health: Percent.nullable(),
    verifiedAt: InstantText.nullable(),
    words: z
      .object({
        phrase: z.string().meta({ description: "How many of how many it refuses, defers or lists." }),
        kind: z.string(),
        health: z.string(),
        answered: z.string().meta({ description: "How long ago it last told something." }),
      })
      .meta({ description: "What the page says of it." }),
  })
  .meta({ id: "SourceStatus" });
export type SourceStatus = z.infer<typeof SourceStatus>;

/** Rolling windows that end at `asOf`; null: no verified time in it. */
export const Availability = z.object({
  "24h": Percent.nullable(),
  "7d": Percent.nullable(),
  "30d": Percent.nullable(),
  "90d": Percent.nullable(),
});
export type Availability = z.infer<typeof Availability>;

/** A network now. */
export const NetworkStatus = z
  .object({
    slug: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    customerShare: z.number().nullable(),
    health: Percent.nullable(),
    level: Level,
    sending: z.int(),
    blocked: z.int(),
    unknown: z.int(),
    idle: z.int(),
    idleBlocked: z.int(),
    verified: z.boolean(),
    verifiedAt: InstantText.nullable(),
    unverifiedSince: InstantText.nullable(),
    since: InstantText.nullable(),
    summary: z.string(),
    availability: Availability,
    sources: z.array(SourceStatus),
    words: z
      .object({
        level: z.string(),
        figure: z.string().meta({ description: "The health, or a dash." }),
        size: z.string().meta({ description: "How many addresses there are, in use and idle." }),
        rest: z.string().nullable().meta({ description: "What is said of the sources beyond those that block most." }),
      })
      .meta({ description: "What the page says beside the figures." }),
  })
  .meta({ id: "NetworkStatus" });
export type NetworkStatus = z.infer<typeof NetworkStatus>;

/** An open incident, with what the page says of it. */
export const IncidentStatus = IncidentSummary.extend({
  words: z.object({
    since: z.string(),
    steps: z.array(z.object({ text: z.string(), state: z.enum(["done", "now", "ahead"]) })),
    latestAt: z.string(),
    latestTitle: z.string(),
    next: z.string().nullable().meta({ description: "What was promised, or that it is overdue; null: nothing was." }),
  }),
}).meta({ id: "IncidentStatus" });
export type IncidentStatus = z.infer<typeof IncidentStatus>;

/** The present, whole: what the page shows and the bytes that others poll. */
export const Status = z
  .object({
    asOf: InstantText,
    version: z.int(),
    freshness: z.enum(["fresh", "stale"]),
    page: z.object({ name: z.string(), url: z.string(), timeZone: z.string(), locale: z.string() }),
    overall: z.object({
      level: Level,
      measured: Level,
      declared: z.enum(["none", ...Level.options]),
      headline: z.string(),
      headlineParts: z.array(Part),
      summary: z.string(),
    }),
    networks: z.array(NetworkStatus),
    words: z.object({
      isPresent: z.boolean().meta({ description: "Whether the figures are of now; else `asOf` says of when." }),
      asOf: z.string(),
      stale: z.string().meta({ description: "What is said once no answer comes any more." }),
    }),
    incidents: z.array(IncidentStatus).meta({ description: "All that are open, newest `startedAt` first." }),
  })
  .meta({ id: "Status" });
export type Status = z.infer<typeof Status>;
