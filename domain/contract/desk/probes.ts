import { z } from "zod";
import type { Operation } from "@/domain/contract/operation";
import { NoQuery } from "@/domain/contract/operation";
import { InstantText } from "@/domain/contract/time";
import { deskRead } from "./operation";

const Named = z.object({ slug: z.string(), name: z.string() });

/**
 * `heard`: what it tells is believed; `silent`: not any more, for want of a round; `retired`: it has been silent for so long
 * that nobody waits for it; `asked`: it only ever looked at single addresses, when somebody asked.
 */
export const ProbeState = z.enum(["silent", "heard", "asked", "retired"]);
export type ProbeState = z.infer<typeof ProbeState>;

export const ProbeAnswer = z.object({
  name: z.string(),
  state: ProbeState,
  silentSince: InstantText.nullable(),
  /** Up to when what it told is believed; null: it watches nothing. */
  believedUntil: InstantText.nullable(),
  /** Its latest round: what it saw then, and when we heard of it. */
  round: z.object({
    at: InstantText,
    receivedAt: InstantText,
    /** How many addresses it listed; null: all of the networks. */
    addresses: z.int().nullable(),
    /** What stayed unknown: for so many addresses, or (null) for all. */
    unknown: z.array(z.object({ source: Named, addresses: z.int().nullable() })),
  }),
  /** What its rounds cover, of what is declared. */
  networks: z.array(Named),
  sources: z.array(Named),
});
export type ProbeAnswer = z.infer<typeof ProbeAnswer>;

export const ProbeList = z.object({ now: InstantText, items: z.array(ProbeAnswer) });
export type ProbeList = z.infer<typeof ProbeList>;

export const listProbesOperation = deskRead({
  id: "deskListProbes",
  path: "/api/desk/probes",
  summary: "The probes, with their latest rounds",
  query: NoQuery,
  answer: ProbeList,
});

export const probesOperations: readonly Operation[] = [listProbesOperation];
