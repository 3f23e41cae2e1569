import { z } from "zod";
import { ListQuery } from "./list";
import { orNull, Slug } from "./text";
import { InstantInput, InstantText } from "./time";
import { UpdateText } from "./update";

/** Health of a network entered another band for ten minutes or more. null: not verified. */
export const MeasuredFact = z
  .object({
    at: InstantText,
    network: z.string(),
    health: z.number().nullable().meta({ description: "The figure at the start of this run." }),
    previous: z.number().nullable().meta({ description: "The figure at the end of the last run." }),
  })
  .meta({ id: "MeasuredFact" });
export type MeasuredFact = z.infer<typeof MeasuredFact>;

/** [from, to) on `at`; null: no bound. */
export const TimelineQuery = ListQuery.extend({
  network: orNull(Slug),
  from: orNull(InstantInput),
  to: orNull(InstantInput),
});
export type TimelineQuery = z.infer<typeof TimelineQuery>;

/** One line of the log: what a person wrote or what was measured. `incident` is a slug. */
export const TimelineItem = z
  .discriminatedUnion("kind", [
    UpdateText.extend({
      kind: z.literal("update"),
      incident: z.string(),
      incidentId: z.string(),
      incidentTitle: z.string(),
      impact: z.string(),
      networks: z.array(z.string()),
      edited: z.boolean(),
      url: z.string(),
    }),
    MeasuredFact.extend({ kind: z.literal("measured") }),
  ])
  .meta({ id: "TimelineItem" });
export type TimelineItem = z.infer<typeof TimelineItem>;
