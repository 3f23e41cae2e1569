import { z } from "zod";
import { orNull, Slug } from "./text";
import { InstantInput, InstantText } from "./time";

export const Percent = z.number().min(0).max(100);

/**
 * `at`: the figures of one instant. Else [from, to): every change, or means by `step`. With `source`, that source alone.
 * null: `to` is now, `from` 24 hours before `to`, no step.
 */
export const HealthQuery = z
  .object({
    at: orNull(InstantInput),
    from: orNull(InstantInput),
    to: orNull(InstantInput),
    step: orNull(
      z.string().regex(/^[1-9][0-9]{0,5}[mhd]$/, { error: "Minutes, hours or days, such as 15m, 1h or 1d." }),
    ).meta({ example: "1h" }),
    source: orNull(Slug),
  })
  .superRefine((query, context) => {
    if (query.at !== null && (query.from !== null || query.to !== null || query.step !== null)) {
      context.addIssue({ code: "custom", path: ["at"], message: "Either at, or from, to and step." });
    }
    if (query.from !== null && query.to !== null && query.from >= query.to) {
      context.addIssue({ code: "custom", path: ["from"], message: "Must be earlier than to." });
    }
  });
export type HealthQuery = z.infer<typeof HealthQuery>;

/** Figures at an instant. `health` null: fewer than 80 % of the sending addresses are clear or blocked. */
export const HealthPoint = z
  .object({
    at: InstantText,
    health: Percent.nullable(),
    sending: z.int(),
    blocked: z.int(),
    unknown: z.int(),
    verified: z.boolean(),
  })
  .meta({ id: "HealthPoint" });
export type HealthPoint = z.infer<typeof HealthPoint>;

export const HealthPoints = z.object({ points: z.array(HealthPoint) }).meta({ id: "HealthPoints" });
export type HealthPoints = z.infer<typeof HealthPoints>;

/** `mean` and `min` in tenths of a percent, floored; null where nothing was verified. `verifiedShare` is 0..1. */
export const HealthBucket = z
  .object({
    from: InstantText,
    to: InstantText,
    mean: Percent.nullable(),
    min: Percent.nullable(),
    verifiedShare: z.number().min(0).max(1),
  })
  .meta({ id: "HealthBucket" });
export type HealthBucket = z.infer<typeof HealthBucket>;

export const HealthBuckets = z.object({ buckets: z.array(HealthBucket) }).meta({ id: "HealthBuckets" });
export type HealthBuckets = z.infer<typeof HealthBuckets>;
