import { z } from "zod";
import { AddressInput } from "./ip";
import { listUpTo, orNull, Slug, text } from "./text";
import { InstantInput } from "./time";

const MAX_UNKNOWN_ADDRESSES = 10_000;
const MAX_ADDRESSES = 65_536;
const MAX_SLUGS = 10_000;

/**
 * A round: what a probe had looked at, at an instant. `at` null: now. `networks`, `sources` null: all that are declared;
 * an empty list names none. `addresses` null: every member. In `unknown`, `addresses` null: the whole source.
 */
export const HeartbeatBody = z
  .object({
    probe: text(128),
    at: orNull(InstantInput),
    networks: orNull(listUpTo(Slug, MAX_SLUGS)),
    sources: orNull(listUpTo(Slug, MAX_SLUGS)),
    addresses: orNull(listUpTo(AddressInput, MAX_ADDRESSES)),
    unknown: listUpTo(
      z.object({ source: Slug, addresses: orNull(listUpTo(AddressInput, MAX_UNKNOWN_ADDRESSES)) }),
      MAX_UNKNOWN_ADDRESSES,
    )
      .nullable()
      .default(null)
      .transform((unknown) => unknown ?? [])
      .refine(
        (unknown) => unknown.reduce((sum, entry) => sum + (entry.addresses?.length ?? 0), 0) <= MAX_UNKNOWN_ADDRESSES,
        { error: `At most ${MAX_UNKNOWN_ADDRESSES} unknown addresses in one round.` },
      ),
    checked: orNull(z.int().nonnegative()).meta({ description: "How many look-ups the probe made; kept by nobody." }),
  })
  .meta({ id: "Heartbeat" });
export type HeartbeatBody = z.infer<typeof HeartbeatBody>;

export const HeartbeatReceipt = z.object({ version: z.int() }).meta({ id: "HeartbeatReceipt" });
