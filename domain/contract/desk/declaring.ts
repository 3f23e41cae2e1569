import { z } from "zod";
import { AddressEntry, NetworkAnswer, Role } from "@/domain/contract/network";
import type { Operation } from "@/domain/contract/operation";
import { json, NoQuery } from "@/domain/contract/operation";
import { SourceAnswer } from "@/domain/contract/source";
import { listUpTo, Slug } from "@/domain/contract/text";
import { deskRead, deskWrite } from "./operation";

/** A network as staff see it: with its addresses. */
export const DeskNetwork = z.object({
  network: NetworkAnswer,
  /** For If-Match; it moves with the declaration alone. */
  etag: z.string(),
});
export type DeskNetwork = z.infer<typeof DeskNetwork>;

const Range = z.object({
  first: z.string(),
  last: z.string(),
  count: z.int(),
  role: Role,
  label: z.string().nullable(),
});
/** The first ranges of a change, and how many addresses and ranges it is in all. */
const Change = z.object({ addresses: z.int(), ranges: z.int(), shown: z.array(Range) });
export type Change = z.infer<typeof Change>;

const ObstacleCode = z.enum([
  "invalid",
  "duplicate_address",
  "too_many_addresses",
  "in_future",
  "overlap",
  "address_taken",
]);

export const NetworkPreview = z.object({
  /** Of what is declared now; null: nothing is. */
  etag: z.string().nullable(),
  before: z.object({ sending: z.int(), idle: z.int() }),
  after: z.object({ sending: z.int(), idle: z.int() }),
  /** What each CIDR stands for, up to 200 of them: `entry` counts from 0 in what was asked. */
  blocks: z.array(z.object({ entry: z.int(), cidr: z.string(), first: z.string(), last: z.string(), count: z.int() })),
  joining: Change,
  leaving: Change,
  changingRole: Change,
  relabelled: Change,
  redated: Change,
  /** What stands in the way of saving, up to 100; then nothing above is told but `before`. */
  obstacles: z.array(
    z.object({
      entry: z.int().nullable(),
      code: ObstacleCode,
      address: z.string().nullable(),
      /** The network that the address is in, of `address_taken`. */
      network: Slug.nullable(),
    }),
  ),
});
export type NetworkPreview = z.infer<typeof NetworkPreview>;

export const getDeskNetworkOperation = deskRead({
  id: "getDeskNetwork",
  path: "/api/desk/networks/{slug}",
  summary: "A network with its addresses",
  query: NoQuery,
  answer: DeskNetwork,
  problems: { 404: ["unknown_network"] },
});

export const previewNetworkOperation = deskWrite({
  id: "previewNetwork",
  method: "POST",
  path: "/api/desk/networks/{slug}/preview",
  summary: "What a declaration of addresses would change; nothing is written",
  role: "administrator",
  body: json(
    z.object({ addresses: listUpTo(AddressEntry, 131_072, "too_many_addresses") }),
    {
      addresses: ["192.0.2.0/28"],
    },
    8_192,
  ),
  answers: { 200: { description: "As it would be.", body: NetworkPreview } },
  problems: { 404: ["not_found"], 422: ["too_many_addresses"] },
});

/** A source as staff see it. */
export const DeskSource = z.object({
  source: SourceAnswer,
  /** Whether a key is set, which nobody can read back; null: sources of its kind have none. */
  hasKey: z.boolean().nullable(),
  etag: z.string(),
});
export type DeskSource = z.infer<typeof DeskSource>;

export const getDeskSourceOperation = deskRead({
  id: "getDeskSource",
  path: "/api/desk/sources/{slug}",
  summary: "A source, and whether its key is set",
  query: NoQuery,
  answer: DeskSource,
  problems: { 404: ["unknown_source"] },
});

export const declaringOperations: readonly Operation[] = [
  getDeskNetworkOperation,
  previewNetworkOperation,
  getDeskSourceOperation,
];
