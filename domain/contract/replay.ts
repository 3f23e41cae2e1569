import { z } from "zod";
import { InstantInput, InstantText } from "./time";

/**
 * Steers the replay clock; what is left out stays. `until` null: no bound. `reset` empties the database and sets the
 * clock back. `goTo` is a visitor's wish that the player fulfils, and clears with null; `marks` are what it offers, and
 * `to` is where its story ends.
 */
export const ReplayBody = z
  .object({
    speed: z.number().positive().max(1e12).optional(),
    paused: z.boolean().optional(),
    until: InstantInput.nullable().optional(),
    reset: z.boolean().optional(),
    goTo: InstantInput.nullable().optional(),
    marks: z.array(InstantInput).max(20).optional(),
    to: InstantInput.nullable().optional(),
  })
  .meta({ id: "ReplayBody" });
export type ReplayBody = z.infer<typeof ReplayBody>;

export const ReplayAnswer = z
  .object({
    now: InstantText,
    /** Seconds of the replay in a second. */
    speed: z.number(),
    paused: z.boolean(),
    until: InstantText.nullable(),
    from: InstantText.meta({ description: "Where the replay begins." }),
    to: InstantText.nullable().meta({ description: "Where the story ends; null: nobody has said." }),
    goTo: InstantText.nullable(),
    marks: z.array(InstantText),
    words: z
      .object({ now: z.string(), marks: z.array(z.string()) })
      .meta({ description: "The time as the page writes it, and the days of the marks, in their order." }),
    opened: z.boolean().meta({ description: "Whether a page was opened since the server started." }),
  })
  .meta({ id: "Replay" });
export type ReplayAnswer = z.infer<typeof ReplayAnswer>;
