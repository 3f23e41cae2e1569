import { z } from "zod";
import { Effect } from "@/domain/contract/event";
import { AddressInput, AddressText } from "@/domain/contract/ip";
import { Role } from "@/domain/contract/network";
import type { Operation } from "@/domain/contract/operation";
import { json, NoQuery } from "@/domain/contract/operation";
import { SourceKind } from "@/domain/contract/source";
import { listUpTo, looseText, orNull, Slug } from "@/domain/contract/text";
import { InstantText } from "@/domain/contract/time";
import { deskRead, deskWrite } from "./operation";

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

const Named = z.object({ slug: Slug, name: z.string() });

/** A source that a person can ask, and how far they are. */
const CheckSource = Named.extend({
  kind: SourceKind,
  /** Addresses in use now, of all networks. */
  total: z.int(),
  /** Of these: to be looked at, blocked, and blocked with removal asked for. */
  due: z.int(),
  blocked: z.int(),
  requested: z.int(),
  /** Of the answers that are the latest of their address; null: none was ever given. */
  oldestAnswerAt: InstantText.nullable(),
});

/** A request that was to be answered by now, of an address that is still blocked. */
export const OverdueRemoval = z.object({
  address: AddressText,
  source: Named,
  requestedAt: InstantText,
  expectedAt: InstantText,
  by: z.string(),
});
export type OverdueRemoval = z.infer<typeof OverdueRemoval>;

export const ChecksAnswer = z.object({
  now: InstantText,
  /** Most to do first. */
  sources: z.array(CheckSource),
  /** The longest overdue first, at most a hundred. */
  overdue: z.array(OverdueRemoval),
  overdueCount: z.int(),
});
export type ChecksAnswer = z.infer<typeof ChecksAnswer>;

export const CheckAnswerKind = z.enum(["blocked", "clear", "requested", "skipped"]);
export type CheckAnswerKind = z.infer<typeof CheckAnswerKind>;

const RequestAnswer = z.object({
  at: InstantText,
  by: z.string(),
  method: RemovalMethod,
  note: z.string().nullable(),
});

/** An address of a queue, with what is known of it at the source. */
export const QueueItem = z.object({
  address: AddressText,
  network: Named,
  label: z.string().nullable(),
  role: Role,
  block: z.object({ since: InstantText, effect: Effect, evidence: z.string().nullable() }).nullable(),
  last: z.object({ answer: CheckAnswerKind, at: InstantText, by: z.string() }).nullable(),
  /** Of the present block. */
  request: RequestAnswer.nullable(),
});
export type QueueItem = z.infer<typeof QueueItem>;

/** What of a queue to be handed out. `keep`: the address on the screen, to go on with. */
export const TurnBody = z
  .object({ network: orNull(Slug), onlyBlocked: z.boolean().default(false), keep: orNull(AddressInput) })
  .meta({ id: "DeskTurn" });
export type TurnBody = z.infer<typeof TurnBody>;

export const TurnAnswer = z.object({
  now: InstantText,
  source: Named.extend({
    kind: SourceKind,
    lookupUrl: z.string().nullable(),
    removalUrl: z.string().nullable(),
    removalMethod: z.string().nullable(),
    removalDays: z.number().nullable(),
  }),
  networks: z.array(Named),
  /** Of the addresses that the filter lets through: all, those that need nothing now, and those that colleagues have before them. */
  total: z.int(),
  done: z.int(),
  held: z.int(),
  /** Blocked, and removal not asked for yet; at most a thousand. */
  toAsk: z.array(AddressText),
  /** Handed out to the asker for a few minutes: the one to do now, and those after it. */
  next: z.array(QueueItem),
});
export type TurnAnswer = z.infer<typeof TurnAnswer>;

const PressId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, { error: "1 to 64 letters, digits and hyphens." });

export const AnswersBody = z
  .object({
    /** Of the press: the same again changes nothing. */
    id: PressId,
    answers: listUpTo(
      z.object({
        address: AddressInput,
        answer: CheckAnswerKind,
        effect: Effect.default("refused"),
        evidence: orNull(looseText(2_048)),
      }),
      MAX_ADDRESSES,
    ).refine((list) => list.length > 0, { error: "At least one." }),
    ...asking,
  })
  .meta({ id: "DeskCheckAnswers" });
export type AnswersBody = z.infer<typeof AnswersBody>;

export const AnswersReceipt = z
  .object({
    at: InstantText,
    taken: z.int(),
    rejected: z.array(z.object({ address: AddressText, code: z.string() })),
  })
  .meta({ id: "DeskCheckReceipt" });
export type AnswersReceipt = z.infer<typeof AnswersReceipt>;

export const UndoBody = z.object({ id: PressId }).meta({ id: "DeskCheckUndo" });
export type UndoBody = z.infer<typeof UndoBody>;

/** An address as staff see it. */
export const DeskAddressAnswer = z.object({
  now: InstantText,
  address: AddressText,
  /** Newest first; `to` null: still. */
  memberships: z.array(
    z.object({
      network: Named,
      role: Role,
      label: z.string().nullable(),
      from: InstantText,
      to: InstantText.nullable(),
    }),
  ),
  /** Newest first, with the requests that belong to each, newest first. */
  blocks: z.array(
    z.object({
      source: Named.extend({ removalUrl: z.string().nullable(), lookupUrl: z.string().nullable() }),
      from: InstantText,
      to: InstantText.nullable(),
      effect: Effect,
      evidence: z.string().nullable(),
      requests: z.array(RequestAnswer),
      /** When the latest is to be answered; null: none, or nobody knows. */
      expectedAt: InstantText.nullable(),
    }),
  ),
  /** Made while nothing blocked it, as later facts have it. */
  otherRequests: z.array(RequestAnswer.extend({ source: Named })),
  /** Newest first, at most a hundred of each. */
  events: z.array(
    z.object({
      at: InstantText,
      source: Named,
      type: z.enum(["block", "unblock"]),
      effect: Effect.nullable(),
      evidence: z.string().nullable(),
      by: z.string(),
    }),
  ),
  answers: z.array(z.object({ at: InstantText, source: Named, answer: CheckAnswerKind, by: z.string() })),
});
export type DeskAddressAnswer = z.infer<typeof DeskAddressAnswer>;

export const getChecksOperation = deskRead({
  id: "listChecks",
  path: "/api/desk/checks",
  summary: "The sources that a person can ask, and what is to be done there",
  query: NoQuery,
  answer: ChecksAnswer,
});

export const postTurnOperation = deskWrite({
  id: "takeTurn",
  method: "POST",
  path: "/api/desk/checks/{source}/turns",
  summary: "Be handed the next addresses to look up at a source; nobody else is for some minutes",
  body: json(TurnBody, { network: null, onlyBlocked: false, keep: null }),
  answers: { 200: { description: "Handed out.", body: TurnAnswer } },
  problems: { 404: ["unknown_source"] },
});

export const postAnswersOperation = deskWrite({
  id: "answerChecks",
  method: "POST",
  path: "/api/desk/checks/{source}",
  summary: "Record what was found at a source",
  body: json(AnswersBody, { id: "press-4711", answers: [{ address: "192.0.2.17", answer: "clear" }] }, 8_192),
  answers: { 200: { description: "Taken.", body: AnswersReceipt } },
  problems: { 404: ["unknown_source"], 409: ["id_conflict"], 422: ["all_rejected"] },
});

export const undoAnswersOperation = deskWrite({
  id: "undoChecks",
  method: "POST",
  path: "/api/desk/checks/{source}/undo",
  summary: "Take back what was answered, by facts that correct it",
  body: json(UndoBody, { id: "press-4711" }),
  answers: { 204: { description: "Taken back.", body: null } },
  problems: { 404: ["unknown_source", "nothing_to_undo"], 409: ["answered_meanwhile"] },
});

export const getDeskAddressOperation = deskRead({
  id: "getDeskAddress",
  path: "/api/desk/addresses/{ip}",
  summary: "All that is known of an address",
  query: NoQuery,
  answer: DeskAddressAnswer,
  problems: { 404: ["unknown_address"] },
});

export const checksOperations: readonly Operation[] = [
  getChecksOperation,
  postTurnOperation,
  postAnswersOperation,
  undoAnswersOperation,
  postRemovalOperation,
  getDeskAddressOperation,
];
