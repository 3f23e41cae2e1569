import { z } from "zod";
import { Effect } from "@/domain/contract/event";

import { Impact } from "@/domain/contract/incident";
import { AddressText } from "@/domain/contract/ip";
import { Role } from "@/domain/contract/network";
import type { Operation } from "@/domain/contract/operation";
import { json, NoQuery } from "@/domain/contract/operation";
import { SourceKind } from "@/domain/contract/source";
import { Level, Status } from "@/domain/contract/status";
import { Slug } from "@/domain/contract/text";
import { InstantInput, InstantText } from "@/domain/contract/time";
import { UpdateStatus } from "@/domain/contract/update";
import { deskRead, deskWrite } from "./operation";

const Named = z.object({ slug: Slug, name: z.string() });
const Deed = z.enum(["refused", "deferred", "mixed", "listed", "blocked"]);

/** An address that a source blocks. */
export const BoardAddress = z.object({
  address: AddressText,
  label: z.string().nullable(),
  role: Role,
  effect: Effect,
  since: InstantText,
  isUnseen: z.boolean(),
  removalRequestedAt: InstantText.nullable(),
});
export type BoardAddress = z.infer<typeof BoardAddress>;

/** What one source does to one network. */
export const BoardRowAnswer = z.object({
  network: Named,
  source: Named.extend({ kind: SourceKind, removalUrl: z.string().nullable() }),
  counts: z.boolean(),
  deed: Deed,
  sending: z.int(),
  deferred: z.int(),
  idle: z.int(),
  /** Addresses in use that the network has. */
  of: z.int(),
  oldestAt: InstantText,
  newestAt: InstantText,
  unseen: z.int(),
  requested: z.int(),
  oldestUnrequestedAt: InstantText.nullable(),
  evidence: z.object({ address: AddressText, at: InstantText, text: z.string() }).nullable(),
  incident: z.object({ slug: z.string(), title: z.string(), lang: z.string() }).nullable(),
  /** The first few. */
  addresses: z.array(BoardAddress),
});
export type BoardRowAnswer = z.infer<typeof BoardRowAnswer>;

const BoardIncidentAnswer = z.object({
  slug: z.string(),
  title: z.string(),
  lang: z.string(),
  impact: Impact,
  status: UpdateStatus,
  startedAt: InstantText,
  latestAt: InstantText,
  nextUpdateBy: InstantText.nullable(),
  scheduledFor: InstantText.nullable(),
  scheduledUntil: InstantText.nullable(),
  /** What of it is overdue, and since when. */
  overdue: z.array(z.object({ what: z.enum(["update", "begin", "end"]), since: InstantText })),
});
export type BoardIncidentAnswer = z.infer<typeof BoardIncidentAnswer>;

export const BoardAnswer = z.object({
  asOf: InstantText,
  version: z.int(),
  /** What readers see: the public page's claim. */
  claim: Status.shape.overall.pick({ headline: true, headlineParts: true, summary: true }).extend({ level: Level }),
  hasNetwork: z.boolean(),
  blocked: z.int(),
  unseen: z.int(),
  /** What to say once this board was looked at; null: it shows no block. */
  mark: InstantText.nullable(),
  untold: z
    .object({
      addresses: z.int(),
      deed: Deed,
      since: InstantText,
      networks: z.array(Named),
      sources: z.array(Named),
    })
    .nullable(),
  rows: z.array(BoardRowAnswer),
  quiet: z.array(BoardRowAnswer),
  /** Those that send and are not verified; `since` null: never yet. */
  unverified: z.array(Named.extend({ since: InstantText.nullable() })),
  silent: z.array(z.object({ probe: z.string(), since: InstantText })),
  /** Those of which something is overdue first, then newest first. */
  incidents: z.array(BoardIncidentAnswer),
  /** Nothing is refused, unknown or overdue; `since` null: nobody knows since when. */
  calm: z.object({ since: InstantText.nullable() }).nullable(),
});
export type BoardAnswer = z.infer<typeof BoardAnswer>;

export const getBoardOperation = deskRead({
  id: "getBoard",
  path: "/api/desk/board",
  summary: "What is refused now, what is new of it, and what is overdue.",
  query: NoQuery,
  answer: BoardAnswer,
});

export const listBoardAddressesOperation = deskRead({
  id: "listBoardAddresses",
  path: "/api/desk/board/addresses",
  summary: "All addresses of a network that a source blocks now.",
  query: z.object({ network: Slug, source: Slug }),
  answer: z.object({ items: z.array(BoardAddress) }),
});

const SeenBody = z.object({ mark: InstantInput });

export const markBoardSeenOperation = deskWrite({
  id: "markBoardSeen",
  method: "POST",
  path: "/api/desk/board/seen",
  summary: "Remembers that whoever asks has seen a board, by its mark.",
  body: json(SeenBody, { mark: "2014-07-01T07:00:00Z" }),
  answers: { 204: { description: "Remembered, unless a later one was.", body: null } },
});

export const boardOperations: readonly Operation[] = [
  getBoardOperation,
  listBoardAddressesOperation,
  markBoardSeenOperation,
];
