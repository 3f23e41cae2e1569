import { z } from "zod";
import { Impact } from "@/domain/contract/incident";
import type { Operation } from "@/domain/contract/operation";
import { NoQuery } from "@/domain/contract/operation";
import { orNull, Slug } from "@/domain/contract/text";
import { InstantText } from "@/domain/contract/time";
import { deskRead } from "./operation";

const MAX_NAMED = 1_000;
const Slugs = z
  .string()
  .default("")
  .transform((text) => (text === "" ? [] : text.split(",")))
  .pipe(z.array(Slug).max(MAX_NAMED))
  .meta({ description: "With commas between several; empty: all." });

/** Which of what stands blocked an incident is to be about. */
export const ProposalQuery = z.object({ network: Slugs, source: Slugs });
export type ProposalQuery = z.infer<typeof ProposalQuery>;

const ProposedText = z.object({ title: z.string(), bodyMarkdown: z.string() });
export type ProposedText = z.infer<typeof ProposedText>;
const Named = z.object({ slug: z.string(), name: z.string() });

/** An incident as the measurements would open it. Nothing blocked: no networks, no sources, empty texts. */
export const ProposalAnswer = z.object({
  asOf: InstantText,
  impact: Impact,
  networks: z.array(z.string()),
  sources: z.array(z.string()).meta({ description: "Most addresses first." }),
  /** When the oldest of the blocks began; null: nothing is blocked. */
  startedAt: InstantText.nullable(),
  /** By language of the pages. */
  texts: z.record(z.string(), ProposedText),
  maintenance: z.record(z.string(), ProposedText),
  /** Incidents that are open, newest first. */
  open: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      lang: z.string(),
      impact: Impact,
      networks: z.array(z.string()),
      sources: z.array(z.string()),
    }),
  ),
  /** What can be named, with its name in the asker's language. */
  declared: z.object({ networks: z.array(Named), sources: z.array(Named) }),
});
export type ProposalAnswer = z.infer<typeof ProposalAnswer>;

export const getProposalOperation = deskRead({
  id: "getIncidentProposal",
  path: "/api/desk/incident-proposal",
  summary: "An incident as the measurements would open it",
  query: ProposalQuery,
  answer: ProposalAnswer,
  problems: { 404: ["unknown_network", "unknown_source"] },
});

/** What to begin the next update of an incident with, by language: how its networks stand. */
export const UpdateProposalAnswer = z.object({ texts: z.record(z.string(), z.string()) });
export type UpdateProposalAnswer = z.infer<typeof UpdateProposalAnswer>;

export const getUpdateProposalOperation = deskRead({
  id: "getUpdateProposal",
  path: "/api/desk/incident-proposal/{id}",
  summary: "What to begin the next update of an incident with",
  query: NoQuery,
  answer: UpdateProposalAnswer,
  problems: { 404: ["unknown_incident"] },
});

/** Exactly one of both. */
export const CustomerAnswerQuery = z.object({ incident: orNull(z.string().max(200)), network: orNull(Slug) });
export type CustomerAnswerQuery = z.infer<typeof CustomerAnswerQuery>;

/** Three plain lines by language: what happens; what is done and what need not be done; when more is told, with the link. */
export const CustomerAnswer = z.object({ texts: z.record(z.string(), z.string()) });
export type CustomerAnswer = z.infer<typeof CustomerAnswer>;

export const getCustomerAnswerOperation = deskRead({
  id: "getCustomerAnswer",
  path: "/api/desk/customer-answer",
  summary: "What to answer a customer who asks, about an incident or a network",
  query: CustomerAnswerQuery,
  answer: CustomerAnswer,
  problems: { 404: ["unknown_incident", "unknown_network"], 422: ["invalid"] },
});

/** What time it is for the rules: in a replay not that of the wall. */
export const ClockAnswer = z.object({ now: InstantText });
export type ClockAnswer = z.infer<typeof ClockAnswer>;

export const getClockOperation = deskRead({
  id: "getDeskClock",
  path: "/api/desk/clock",
  summary: "What time it is for the rules",
  query: NoQuery,
  answer: ClockAnswer,
});

export const incidentsOperations: readonly Operation[] = [
  getProposalOperation,
  getUpdateProposalOperation,
  getCustomerAnswerOperation,
  getClockOperation,
];
