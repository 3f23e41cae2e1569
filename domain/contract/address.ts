import { z } from "zod";
import { Effect } from "./event";
import { AddressText } from "./ip";
import { Role } from "./network";
import { orNull } from "./text";
import { InstantInput, InstantText } from "./time";

/** null: now. */
export const AddressQuery = z.object({ at: orNull(InstantInput) });
export type AddressQuery = z.infer<typeof AddressQuery>;

/** "Is mine blocked?" `blocked` speaks of counted sources; `blocks` lists all. */
export const AddressAnswer = z
  .object({
    address: AddressText,
    network: z.string(),
    role: Role,
    blocked: z.boolean(),
    blocks: z.array(
      z.object({
        source: z.string(),
        counts: z.boolean(),
        effect: Effect,
        since: InstantText,
        removalRequestedAt: InstantText.nullable(),
        removalUrl: z.string().nullable(),
      }),
    ),
    history: z.object({
      blocks: z.array(z.object({ source: z.string(), effect: Effect, from: InstantText, to: InstantText.nullable() })),
      blockedShare90d: z
        .number()
        .min(0)
        .max(1)
        .nullable()
        .meta({ description: "Time blocked by counted sources, over membership time, of the last 90 days." }),
    }),
  })
  .meta({ id: "AddressLookup" });
export type AddressAnswer = z.infer<typeof AddressAnswer>;
