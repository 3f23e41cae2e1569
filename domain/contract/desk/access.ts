import { z } from "zod";
import type { Operation } from "@/domain/contract/operation";
import { json, NoQuery } from "@/domain/contract/operation";
import { Lang, looseText, text } from "@/domain/contract/text";
import { InstantText, TimeZone } from "@/domain/contract/time";
import { deskRead, deskWrite } from "./operation";

export const Email = z
  .email({ error: "An e-mail address, such as jane@example.org." })
  .max(254)
  .transform((email) => email.toLowerCase());

/** No rules of composition: length is what helps (NIST SP 800-63B, 3.1.1.2). */
export const Password = looseText(1_000).refine((password) => password.length >= 12, {
  error: "At least 12 characters.",
  params: { code: "password_too_short" },
});
const StaffRole = z.enum(["administrator", "editor"]);
const StaffName = text(100);
/** What stands behind the # of a link; any text, so that the answer to a wrong one is the same whatever is wrong with it. */
const Key = looseText(200);

const example = { key: "M3kTgYr0q7pA1c_yZ5dWfQ", password: "correct horse battery" };

/** What has the key of a link, and nobody signed in, for its right. */
function byKey<P extends string, B extends z.ZodType>({
  role: _,
  ...operation
}: Operation<P, typeof NoQuery, B>): Operation<P, typeof NoQuery, B> {
  return operation;
}

const keyProblems = { 404: ["link_unknown"], 410: ["link_expired", "link_used"] };
const setUpProblems = { ...keyProblems, 409: ["administrator_exists"] };

const KeyBody = z.object({ key: Key });

export const checkSetUpOperation = byKey(
  deskWrite({
    id: "deskCheckSetUp",
    method: "POST",
    path: "/api/desk/set-up/check",
    summary: "Whether a set-up link still holds",
    body: json(KeyBody, { key: example.key }),
    answers: { 204: { description: "It does.", body: null } },
    problems: setUpProblems,
  }),
);

export const SetUpBody = z.object({
  key: Key,
  name: StaffName,
  email: Email,
  password: Password,
  page: z.object({ name: text(200), timeZone: TimeZone, locale: Lang }),
});
export type SetUpBody = z.infer<typeof SetUpBody>;

export const setUpOperation = byKey(
  deskWrite({
    id: "deskSetUp",
    method: "POST",
    path: "/api/desk/set-up",
    summary: "Make the first administrator, and say what the page is",
    body: json(SetUpBody, {
      ...example,
      name: "Jane",
      email: "jane@example.org",
      page: { name: "Sending status", timeZone: "Europe/Paris", locale: "en" },
    }),
    answers: { 201: { description: "Made. Now sign in.", body: null } },
    problems: { ...setUpProblems, 422: ["password_too_short", "unknown_language"] },
  }),
);

const InvitationAnswer = z.object({ name: z.string(), email: z.string(), hasPassword: z.boolean() });

export const checkInvitationOperation = byKey(
  deskWrite({
    id: "deskCheckInvitation",
    method: "POST",
    path: "/api/desk/invitation/check",
    summary: "Whose link it is, while it holds",
    body: json(KeyBody, { key: example.key }),
    answers: { 200: { description: "It holds.", body: InvitationAnswer } },
    problems: keyProblems,
  }),
);

export const AcceptBody = z.object({ key: Key, password: Password });
export type AcceptBody = z.infer<typeof AcceptBody>;

export const acceptInvitationOperation = byKey(
  deskWrite({
    id: "deskAcceptInvitation",
    method: "POST",
    path: "/api/desk/invitation",
    summary: "Set the password that a link is for",
    body: json(AcceptBody, example),
    answers: { 200: { description: "Set. Now sign in.", body: InvitationAnswer } },
    problems: { ...keyProblems, 422: ["password_too_short"] },
  }),
);

export const SessionAnswer = z.object({
  id: z.int(),
  /** Whether it is the one that asks. */
  isThis: z.boolean(),
  client: z.string(),
  agent: z.string(),
  createdAt: InstantText,
  /** To the minute. */
  lastUsedAt: InstantText,
});
export type SessionAnswer = z.infer<typeof SessionAnswer>;

export const AccountAnswer = z.object({
  name: z.string(),
  email: z.string(),
  role: StaffRole,
  /** Those that hold, last used first. */
  sessions: z.array(SessionAnswer),
});
export type AccountAnswer = z.infer<typeof AccountAnswer>;

export const getAccountOperation = deskRead({
  id: "deskGetAccount",
  path: "/api/desk/account",
  summary: "One's own account and its sessions",
  query: NoQuery,
  answer: AccountAnswer,
});

export const AccountPatch = z.object({ name: StaffName });
export type AccountPatch = z.infer<typeof AccountPatch>;

export const patchAccountOperation = deskWrite({
  id: "deskPatchAccount",
  method: "PATCH",
  path: "/api/desk/account",
  summary: "Change one's own name",
  body: json(AccountPatch, { name: "Jane" }),
  answers: { 204: { description: "Changed.", body: null } },
});

export const PasswordBody = z.object({ current: looseText(1_000), password: Password });
export type PasswordBody = z.infer<typeof PasswordBody>;

export const putPasswordOperation = deskWrite({
  id: "deskPutPassword",
  method: "PUT",
  path: "/api/desk/account/password",
  summary: "Change one's own password, which ends one's other sessions",
  body: json(PasswordBody, { current: "wrong horse battery", password: example.password }),
  answers: { 204: { description: "Changed.", body: null } },
  problems: { 422: ["wrong_password", "password_too_short"], 429: ["too_many_requests"] },
});

export const endOtherSessionsOperation = deskWrite({
  id: "deskEndOtherSessions",
  method: "DELETE",
  path: "/api/desk/account/sessions",
  summary: "End one's other sessions",
  body: null,
  answers: { 204: { description: "Ended.", body: null } },
});

export const endSessionOperation = deskWrite({
  id: "deskEndSession",
  method: "DELETE",
  path: "/api/desk/sessions/{id}",
  summary: "End a session of one's own; an administrator, anybody's",
  body: null,
  answers: { 204: { description: "Ended.", body: null } },
  problems: { 404: ["unknown_session"] },
});

export const PersonAnswer = z.object({
  id: z.int(),
  name: z.string(),
  email: z.string(),
  role: StaffRole,
  /** `invited`: has no password yet. */
  state: z.enum(["active", "invited", "disabled"]),
  isYou: z.boolean(),
  /** While a link for a password holds; null: none does. */
  linkUntil: InstantText.nullable(),
  /** null: is signed in nowhere. */
  lastUsedAt: InstantText.nullable(),
  sessions: z.array(SessionAnswer),
});
export type PersonAnswer = z.infer<typeof PersonAnswer>;

export const PeopleAnswer = z.object({ people: z.array(PersonAnswer) });
export type PeopleAnswer = z.infer<typeof PeopleAnswer>;

export const listPeopleOperation = deskRead({
  id: "deskListPeople",
  path: "/api/desk/people",
  summary: "Everybody who has an account",
  role: "administrator",
  query: NoQuery,
  answer: PeopleAnswer,
});

/** `link` is shown this once. */
export const LinkAnswer = z.object({ link: z.string(), email: z.string(), expiresAt: InstantText });
export type LinkAnswer = z.infer<typeof LinkAnswer>;

export const InviteBody = z.object({ name: StaffName, email: Email, role: StaffRole });
export type InviteBody = z.infer<typeof InviteBody>;

export const invitePersonOperation = deskWrite({
  id: "deskInvitePerson",
  method: "POST",
  path: "/api/desk/people",
  summary: "Make an account, and a link to set its password by",
  role: "administrator",
  body: json(InviteBody, { name: "Joe", email: "joe@example.org", role: "editor" }),
  answers: { 201: { description: "Made.", body: LinkAnswer } },
  problems: { 409: ["email_taken"] },
});

export const PersonPatch = z.object({ role: StaffRole, isDisabled: z.boolean() }).partial();
export type PersonPatch = z.infer<typeof PersonPatch>;

export const patchPersonOperation = deskWrite({
  id: "deskPatchPerson",
  method: "PATCH",
  path: "/api/desk/people/{id}",
  summary: "Change somebody's role, or whether they may sign in",
  role: "administrator",
  body: json(PersonPatch, { role: "editor" }),
  answers: { 204: { description: "Changed.", body: null } },
  problems: { 404: ["unknown_person"], 409: ["last_administrator"] },
});

export const renewLinkOperation = deskWrite({
  id: "deskRenewLink",
  method: "POST",
  path: "/api/desk/people/{id}/link",
  summary: "A new link to set somebody's password by; earlier ones end",
  role: "administrator",
  body: null,
  answers: { 201: { description: "Made.", body: LinkAnswer } },
  problems: { 404: ["unknown_person"], 409: ["account_disabled"] },
});

export const accessOperations: readonly Operation[] = [
  checkSetUpOperation,
  setUpOperation,
  checkInvitationOperation,
  acceptInvitationOperation,
  getAccountOperation,
  patchAccountOperation,
  putPasswordOperation,
  endOtherSessionsOperation,
  endSessionOperation,
  listPeopleOperation,
  invitePersonOperation,
  patchPersonOperation,
  renewLinkOperation,
];
