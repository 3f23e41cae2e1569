import { readFile } from "node:fs/promises";
import { z } from "zod";

const Moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const Texts = z.object({ en: z.string(), fr: z.string() });

const Story = z.object({
  timezone: z.string(),
  incident: z.object({
    title: Texts,
    startedAt: Moment,
    endedAt: Moment,
    sources: z.array(z.string()),
    impact: z.string(),
    blockedBy: z.object({ sources: z.array(z.string()) }),
  }),
  notice: Texts,
  networks: z.array(
    z.object({
      slug: z.string(),
      name: Texts,
      cidr: z.string(),
      addresses: z.number(),
      customerShare: z.number().optional(),
      since: Moment,
    }),
  ),
  idle: z.object({
    network: z.string(),
    addresses: z.number(),
    blocked: z.array(z.object({ from: Moment, to: Moment, count: z.number() })),
  }),
  sources: z.array(
    z.object({
      slug: z.string(),
      kind: z.string(),
      name: z.string(),
      counts: z.boolean(),
      affects: z.array(z.string()).optional(),
      removalMethod: z.string().optional(),
      removalDays: z.number().optional(),
      evidence: z.string(),
    }),
  ),
  heartbeats: z.object({ everyMinutes: z.number(), staleAfterMinutes: z.number() }),
  health: z.array(z.object({ network: z.string(), at: Moment, percent: z.number() })),
  unmeasured: z.array(z.object({ network: z.string(), from: Moment, to: Moment })),
  updates: z.array(
    z.object({
      at: Moment,
      approximate: z.boolean(),
      status: z.string(),
      title: Texts,
      body: Texts,
      nextUpdateBy: Moment.optional(),
    }),
  ),
  marks: z.array(Moment),
});

/** A real incident as its log tells it. Instants in milliseconds, lists ascending by `at`, percentages of whole addresses. */
export type Story = z.infer<typeof Story>;

/** Reads and checks a file of `content/replay/`. */
export async function readStory(path: string): Promise<Story> {
  return Story.parse(JSON.parse(await readFile(path, "utf8")));
}
