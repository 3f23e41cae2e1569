import { z } from "zod";
import { AddressText } from "./ip";
import { StaleAfterMinutes } from "./source";
import { Description, Lang, listUpTo, looseText, Name, orNull, Slug, translationsOf } from "./text";
import { InstantInput, InstantText } from "./time";

export const Role = z.enum(["sending", "idle"]);

/** Entries may lie inside each other, so there may be more of them than addresses; twice as many is nonsense. */
const MAX_ENTRIES = 131_072;

const translations = translationsOf({ name: Name, description: Description });

/** `address` is an address or a CIDR, as given: `domain/address` reads it and finds what overlaps. */
const Entry = z.object({
  address: looseText(64).meta({ example: "192.0.2.0/28" }),
  role: Role.nullable()
    .default(null)
    .transform((role) => role ?? "sending")
    .meta({ default: "sending" }),
  label: orNull(looseText(200)),
  since: orNull(InstantInput).meta({
    description: "Left out: the membership that is there stays, a new one begins now.",
  }),
});

/** One line of a network's declaration: a bare address or CIDR, or one with what is said of it. */
export const AddressEntry = z
  .union([looseText(64), Entry])
  .transform(
    (entry): z.infer<typeof Entry> =>
      typeof entry === "string" ? { address: entry, role: "sending", label: null, since: null } : entry,
  );
export type AddressEntry = z.infer<typeof AddressEntry>;

/** The wanted state of a network; what is left out takes its default. */
export const NetworkBody = z
  .object({
    name: Name,
    description: orNull(Description),
    lang: orNull(Lang),
    translations: orNull(translations),
    position: z
      .int32()
      .nullable()
      .default(null)
      .transform((position) => position ?? 0)
      .meta({ default: 0, description: "Networks are shown by position, then slug." }),
    customerShare: orNull(z.number().min(0).max(1)),
    staleAfterMinutes: orNull(StaleAfterMinutes),
    addresses: listUpTo(AddressEntry, MAX_ENTRIES, "too_many_addresses"),
  })
  .meta({ id: "NetworkDeclaration" });
export type NetworkBody = z.infer<typeof NetworkBody>;

const MemberAnswer = z.object({
  address: AddressText,
  role: Role,
  label: z.string().nullable(),
  since: InstantText,
});

/** A network; `addresses` only for a token with the scope `read`. */
export const NetworkAnswer = z
  .object({
    slug: Slug,
    name: z.string(),
    description: z.string().nullable(),
    lang: z.string().nullable(),
    translations: translations.nullable(),
    position: z.int(),
    customerShare: z.number().nullable(),
    staleAfterMinutes: z.number().nullable(),
    sending: z.int(),
    idle: z.int(),
    addresses: z.array(MemberAnswer).optional(),
    createdAt: InstantText,
    updatedAt: InstantText,
  })
  .meta({ id: "Network" });
export type NetworkAnswer = z.infer<typeof NetworkAnswer>;
