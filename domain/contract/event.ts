import { z } from "zod";
import { AddressInput, AddressText } from "./ip";
import { ListQuery } from "./list";
import { looseText, orNull, Slug, text } from "./text";
import { InstantInput, InstantText } from "./time";

export const Effect = z.enum(["refused", "deferred"]);

const shared = {
  /** The sender's own. Only a request of exactly one event may leave it out: whoever records checks that. */
  id: text(128).optional().meta({ description: "Makes a repeat harmless. Optional when the request holds one event." }),
  address: AddressInput,
  source: Slug,
  at: InstantInput,
  evidence: orNull(looseText(2_048)).meta({ description: "Local parts of mail addresses in it are stored as `***`." }),
};

/** A source was seen to block an address, or to block it no longer. `effect` is null for an unblock. */
export const EventInput = z
  .discriminatedUnion("type", [
    z.object({
      ...shared,
      type: z.literal("block"),
      effect: Effect.nullable()
        .default(null)
        .transform((effect) => effect ?? "refused")
        .meta({ default: "refused" }),
    }),
    z.object({
      ...shared,
      type: z.literal("unblock"),
      effect: z
        .unknown()
        .optional()
        .transform(() => null)
        .meta({ description: "Ignored." }),
    }),
  ])
  .meta({ id: "Event" });
export type EventInput = z.infer<typeof EventInput>;

export const EventRejection = z.object({
  index: z.int(),
  id: z.string().nullable(),
  code: z.enum([
    "invalid",
    "id_conflict",
    "unknown_source",
    "unknown_address",
    "not_allowed",
    "in_future",
    "before_membership",
  ]),
  detail: z.string(),
});
export type EventRejection = z.infer<typeof EventRejection>;

export const EventsReceipt = z
  .object({
    accepted: z.int(),
    duplicates: z.int(),
    rejected: z.array(EventRejection),
    version: z.int(),
    ids: z.array(z.string()).optional().meta({ description: "The id given to an event that came without one." }),
  })
  .meta({ id: "EventsReceipt" });
export type EventsReceipt = z.infer<typeof EventsReceipt>;

/** [from, to) on `at`; null: no bound, any. */
export const EventsQuery = ListQuery.extend({
  network: orNull(Slug),
  source: orNull(Slug),
  address: orNull(AddressInput),
  from: orNull(InstantInput),
  to: orNull(InstantInput),
});
export type EventsQuery = z.infer<typeof EventsQuery>;

export const EventAnswer = z
  .object({
    id: z.string(),
    type: z.enum(["block", "unblock"]),
    address: AddressText,
    source: z.string(),
    at: InstantText,
    effect: Effect.nullable(),
    evidence: z.string().nullable(),
    receivedAt: InstantText,
  })
  .meta({ id: "RecordedEvent" });
export type EventAnswer = z.infer<typeof EventAnswer>;
