import { z } from "zod";
import { InstantInput, InstantText } from "./time";

/** Steers the replay clock; what is left out stays. `until` null: no bound. `reset` empties the database first. */
export const ReplayBody = z
  .object({
    speed: z.number().positive().max(10_000_000).optional(),
    paused: z.boolean().optional(),
    until: InstantInput.nullable().optional(),
    reset: z.boolean().optional(),
  })
  .meta({ id: "ReplayBody" });
export type ReplayBody = z.infer<typeof ReplayBody>;

export const ReplayAnswer = z
  .object({
    now: InstantText,
    speed: z.number(),
    paused: z.boolean(),
    until: InstantText.nullable(),
  })
  .meta({ id: "Replay" });
export type ReplayAnswer = z.infer<typeof ReplayAnswer>;
