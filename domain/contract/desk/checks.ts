import { z } from "zod";
import { AddressInput, AddressText } from "@/domain/contract/ip";
import type { Operation } from "@/domain/contract/operation";
import { json } from "@/domain/contract/operation";
import { listUpTo, looseText, orNull, Slug } from "@/domain/contract/text";
import { InstantText } from "@/domain/contract/time";
import { deskWrite } from "./operation";

/** So many addresses are taken at once. */
const MAX_ADDRESSES = 10_000;

/** How a source was asked to let go. */
export const RemovalMethod = z.enum(["form", "mail", "other"]);
export type RemovalMethod = z.infer<typeof RemovalMethod>;

const asking = {
  method: RemovalMethod.default("form"),
  note: orNull(looseText(2_048)).transform((note) => (note === null || note.trim() === "" ? null : note.trim())),
};

export const RemovalBody = z
  .object({
    source: Slug,
    addresses: listUpTo(AddressInput, MAX_ADDRESSES).refine((list) => list.length > 0, { error: "At least one." }),
    ...asking,
  })
  .meta({ id: "DeskRemoval" });
export type RemovalBody = z.infer<typeof RemovalBody>;

export const RemovalReceipt = z
  .object({
    at: InstantText,
    requested: z.array(AddressText),
    notBlocked: z.array(AddressText).meta({ description: "The source blocks them no longer: nothing was remembered." }),
  })
  .meta({ id: "DeskRemovalReceipt" });
export type RemovalReceipt = z.infer<typeof RemovalReceipt>;

export const postRemovalOperation = deskWrite({
  id: "requestRemoval",
  method: "POST",
  path: "/api/desk/removals",
  summary: "Remember that a source was asked to let go of addresses",
  body: json(RemovalBody, { source: "outlook", addresses: ["192.0.2.17"], method: "form", note: null }, 1_024),
  headers: { "Idempotency-Key": "Makes a repeat harmless, for 24 hours." },
  answers: { 201: { description: "Remembered.", body: RemovalReceipt } },
  problems: { 409: ["id_conflict"], 422: ["unknown_source", "not_blocked"] },
});

export const checksOperations: readonly Operation[] = [postRemovalOperation];
