import { z } from "zod";
import { AddressInput } from "./ip";
import { Lang, looseText, Name, orNull, Slug, text, translationsOf, WebUrl } from "./text";
import { InstantText } from "./time";

export const SourceKind = z.enum(["receiver", "filter", "dnsbl", "reputation", "manual"]);

/** Up to ten years; null: what the network says, else for ever. */
export const StaleAfterMinutes = z.number().min(0.001).max(5_256_000);

const Severity = z.enum(["critical", "high", "medium", "low", "policy", "info", "good", "none"]);

const translations = translationsOf({ name: Name });

const declared = {
  name: Name,
  lang: orNull(Lang),
  translations: orNull(translations),
  counts: orNull(z.boolean()).meta({ description: "Left out: true for receivers and filters, else false." }),
  staleAfterMinutes: orNull(StaleAfterMinutes),
  affects: z
    .array(Slug)
    .nullable()
    .default(null)
    .transform((affects) => affects ?? [])
    .meta({ description: "Whose mail this source decides on; may name what is not yet declared." }),
  lookupUrl: orNull(WebUrl),
  removalUrl: orNull(WebUrl),
  removalMethod: orNull(text(2_048)),
  removalDays: orNull(z.number().nonnegative().max(3_650)),
};

const ReturnCode = z.string().regex(/^127\.(\d{1,3}\.){2}\d{1,3}$/, { error: "An address of 127.0.0.0/8." });

/** What a DNS blocklist is beyond other sources. */
const zone = {
  zone: text(253).meta({ description: "A keyed zone has `{key}` where the key stands.", example: "dnsbl.example.org" }),
  codes: orNull(z.record(ReturnCode, z.object({ meaning: looseText(500), severity: Severity }))),
  errorCodes: orNull(z.record(looseText(64), looseText(500))),
  testPoints: orNull(
    z.object({ positive: z.array(AddressInput).default([]), negative: z.array(AddressInput).default([]) }),
  ),
  granularity: orNull(z.enum(["ip", "subnet", "asn"])),
};

const OtherKind = z.enum(["receiver", "filter", "reputation", "manual"]);

/** The wanted state of a source; what is left out takes its default. `zoneKey` is write-only. */
export const SourceBody = z
  .discriminatedUnion("kind", [
    z.object({ ...declared, kind: OtherKind }),
    z.object({ ...declared, kind: z.literal("dnsbl"), ...zone, zoneKey: text(255).nullable().optional() }),
  ])
  .transform((body) => ({ ...body, counts: body.counts ?? (body.kind === "receiver" || body.kind === "filter") }))
  .meta({ id: "SourceDeclaration" });
export type SourceBody = z.infer<typeof SourceBody>;

/** A source as anybody may read it. What only DNS blocklists have is there for those alone. */
export const SourceAnswer = z
  .object({
    slug: Slug,
    name: z.string(),
    lang: z.string().nullable(),
    translations: translations.nullable(),
    kind: SourceKind,
    counts: z.boolean(),
    staleAfterMinutes: z.number().nullable(),
    affects: z.array(Slug),
    lookupUrl: z.string().nullable(),
    removalUrl: z.string().nullable(),
    removalMethod: z.string().nullable(),
    removalDays: z.number().nullable(),
    zone: z.string().optional(),
    codes: z
      .record(z.string(), z.object({ meaning: z.string(), severity: Severity }))
      .nullable()
      .optional(),
    errorCodes: z.record(z.string(), z.string()).nullable().optional(),
    testPoints: z
      .object({ positive: z.array(z.string()), negative: z.array(z.string()) })
      .nullable()
      .optional(),
    granularity: z.enum(["ip", "subnet", "asn"]).nullable().optional(),
    createdAt: InstantText,
    updatedAt: InstantText,
  })
  .meta({ id: "Source" });
export type SourceAnswer = z.infer<typeof SourceAnswer>;
