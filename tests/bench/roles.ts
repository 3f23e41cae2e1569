import { z } from "zod";

/** Where a server listens: a port of this machine, or a socket. */
const Door = z.union([z.object({ port: z.int() }), z.object({ path: z.string() })]);
export type Door = z.infer<typeof Door>;

const Headers = z.record(z.string(), z.string());

/** What the processes of the bench are asked, and what each of them tells once. */
export const roles = {
  /** A bare node:http server that sends the same bytes and headers to all, as it got them once from `url`. */
  bare: { asked: z.object({ url: z.string(), headers: Headers }), told: z.object({ port: z.int() }) },
  /** As many requests as a server answers, on connections that are kept, each waiting for its answer. */
  load: {
    asked: z.object({
      door: Door,
      path: z.string(),
      headers: Headers,
      seconds: z.number(),
      connections: z.int(),
      /** The server's, whose processor time is counted. */
      pid: z.int(),
    }),
    told: z.object({
      answered: z.int(),
      failed: z.int(),
      seconds: z.number(),
      /** That of the server, all its threads; null where the system does not tell. */
      cpuSeconds: z.number().nullable(),
    }),
  },
  /** Requests at a steady rate, whether the ones before were answered or not. */
  reader: {
    asked: z.object({ port: z.int(), paths: z.array(z.string()), perSecond: z.number(), seconds: z.number() }),
    told: z.object({
      asked: z.int(),
      failed: z.int(),
      /** What went wrong, a few of them. */
      failures: z.array(z.string()),
      /** From when each was due until its last byte was there. */
      p50Ms: z.number(),
      p99Ms: z.number(),
      maxMs: z.number(),
    }),
  },
  /** Streams that stay open until the process ends. */
  streams: {
    asked: z.object({ port: z.int(), count: z.int() }),
    told: z.object({ open: z.int(), refused: z.int() }),
  },
  /** Events posted in batches over the API, a few requests at once. */
  writer: {
    asked: z.object({
      door: Door,
      token: z.string(),
      batch: z.int(),
      atOnce: z.int(),
      seconds: z.number(),
      pauseMs: z.number(),
    }),
    told: z.object({ accepted: z.int(), refused: z.int(), seconds: z.number() }),
  },
} as const;

export type Role = keyof typeof roles;
export type Asked<R extends Role> = z.infer<(typeof roles)[R]["asked"]>;
export type Told<R extends Role> = z.infer<(typeof roles)[R]["told"]>;
