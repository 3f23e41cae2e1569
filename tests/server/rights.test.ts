import { describe, expect, it } from "vitest";
import type { Actor, Scope, StaffRole } from "@/server/actor";
import { nobody } from "@/server/actor";
import type { Context } from "@/server/context";
import { isProblem } from "@/server/problem";
import { databases } from "@/tests/support/databases";
import { isAudited, listUseCases } from "@/tests/support/use-cases";

const staff = (role: StaffRole): Actor => {
  return { kind: "staff", id: 1, email: `${role}@example.org`, name: role, role, session: 1 };
};
const token = (scope: Scope): Actor => ({ kind: "token", name: "test", scopes: [scope], networks: null });

/** The columns of the table, in their order. */
const actors = [
  nobody,
  staff("editor"),
  staff("administrator"),
  ...(["events:write", "incidents:write", "read", "admin"] as const).map(token),
];

/**
 * Who may call what of server/: + may, - may not, as nobody, editor, administrator, and tokens with one scope alone: events:write,
 * incidents:write, read, admin.
 */
const rights: Readonly<Record<string, string>> = {
  "account.changeAccount": "-  + +  - - - -",
  "account.changePassword": "-  + +  - - - -",
  "account.endOtherSessions": "-  + +  - - - -",
  "account.getAccount": "-  + +  - - - -",
  "audit-log.auditLines": "-  - +  - - - -",
  "audit-log.auditNames": "-  - +  - - - -",
  "audit-log.listAudit": "-  - +  - - - -",
  "board.getBoard": "-  + +  - - - -",
  "board.listBoardAddresses": "-  + +  - - - -",
  "board.markBoardSeen": "-  + +  - - - -",
  "check-answers.answerChecks": "-  + +  - - - -",
  "check-undo.undoChecks": "-  + +  - - - -",
  "checks.listChecks": "-  + +  - - - -",
  "checks.takeTurn": "-  + +  - - - -",
  "customer-answers.getCustomerAnswer": "-  + +  - - - -",
  "desk-addresses.getDeskAddress": "-  + +  - - - -",
  "drafts.deleteDraft": "-  + +  - - - -",
  "drafts.getDraft": "-  + +  - - - -",
  "drafts.putDraft": "-  + +  - - - -",
  "editable-incidents.getEditableIncident": "-  + +  - - - -",
  "event-list.listEvents": "-  + +  - - + +",
  "events.recordEvents": "-  + +  + - - +",
  "heartbeats.recordHeartbeat": "-  + +  + - - +",
  "images.addImage": "-  + +  - + - +",
  "images.removeImage": "-  + +  - - - -",
  "incident-proposals.getIncidentProposal": "-  + +  - - - -",
  "incident-proposals.getUpdateProposal": "-  + +  - - - -",
  "incidents.editIncident": "-  + +  - + - +",
  "incidents.openIncident": "-  + +  - + - +",
  "look-ups.lookUp": "+  + +  + + + +",
  "networks.deleteNetwork": "-  - +  - - - +",
  "networks.getDeskNetwork": "-  + +  - - + +",
  "networks.getNetwork": "+  + +  + + + +",
  "networks.listEveryNetwork": "-  + +  - - + +",
  "networks.listNetworks": "+  + +  + + + +",
  "networks.putNetwork": "-  - +  - - - +",
  "page-settings.getPage": "-  - +  - - - -",
  "page-settings.putPage": "-  - +  - - - -",
  "people.changePerson": "-  - +  - - - -",
  "people.invitePerson": "-  - +  - - - -",
  "people.listPeople": "-  - +  - - - -",
  "people.renewLink": "-  - +  - - - -",
  "probes.listProbes": "-  + +  - - - -",
  "redactions.redactUpdate": "-  + +  - + - +",
  "removal-requests.requestRemoval": "-  + +  - - - -",
  "sessions.endSession": "-  + +  - - - -",
  "sources.deleteSource": "-  - +  - - - +",
  "sources.getDeskSource": "-  + +  - - + +",
  "sources.putSource": "-  - +  - - - +",
  "sources.listEverySource": "-  + +  - - + +",
  "tokens.listTokens": "-  - +  - - - -",
  "tokens.postToken": "-  - +  - - - -",
  "tokens.revokeToken": "-  - +  - - - -",
  "updates.editUpdate": "-  + +  - + - +",
  "updates.postUpdate": "-  + +  - + - +",
};

/** What changes something without an actor, and why. */
const withoutActor: Readonly<Record<string, string>> = {
  "invitations.acceptInvitation": "the link is the right",
  "people.renewLinkByCommand": "for who has the database at hand",
  "rebuild.rebuild": "for who has the database at hand",
  "replay.steerReplay": "for anybody, where a replay is served",
  "sessions.findStaff": "finds the actor, and notes that the session is in use",
  "sessions.forgetOldSessions": "a job of the server",
  "sessions.signOut": "the session's own secret is the right",
  "set-up.offerSetUp": "the server's own, as it starts on an empty database",
  "set-up.setUpPage": "the link is the right",
  "sign-in.signIn": "the password is the right",
  "staff.addStaff": "for who has the database at hand",
  "tokens.findActor": "finds the actor, and notes that the token is in use",
  "tokens.issueToken": "for who has the database at hand",
  "version.goOnFrom": "the server's own, as it starts on an older database",
};

/** What writes no entry of the audit log, and why. */
const notAudited: Readonly<Record<string, string>> = {
  "board.markBoardSeen": "how far somebody has read is theirs",
  "drafts.deleteDraft": "what somebody is writing is theirs until they post it",
  "drafts.putDraft": "what somebody is writing is theirs until they post it",
  "events.recordEvents": "events are facts, appended with their sender",
  "heartbeats.recordHeartbeat": "rounds are facts, appended with their probe",
  "rebuild.rebuild": "derives anew what follows from the facts",
  "replay.steerReplay": "moves a clock, and no fact",
  "sessions.findStaff": "notes that a session is in use",
  "sessions.forgetOldSessions": "deletes what ended long ago",
  "set-up.offerSetUp": "offers a link, whose use is noted",
  "tokens.findActor": "notes that a token is in use",
  "version.goOnFrom": "readers see the same facts under a later version",
};

const all = listUseCases();

/** Stands for whatever an argument is. It asks for no date of posting, which is for importers. */
const input = { postedAt: null };

/** Rights are checked before anything else, so whatever is handed over, who may not is told so. */
async function isAllowed(context: Context, name: string, actor: Actor): Promise<boolean> {
  const [file = "", called = ""] = name.split(".");
  const { [called]: run } = await import(`@/server/${file}.ts`);
  try {
    await run(context, actor, input, input, input, input);
    return true;
  } catch (error) {
    return !(isProblem(error) && (error.status === 401 || error.status === 403));
  }
}

describe.each(databases)("rights on $name", (database) => {
  it("are those of the table, for each use case and each actor alone", async () => {
    const context = await database.openContext();
    const found: Record<string, string> = {};
    for (const { name } of all.filter(({ takesActor }) => takesActor)) {
      const row: string[] = [];
      for (const actor of actors) row.push((await isAllowed(context, name, actor)) ? "+" : "-");
      found[name] = `${row[0]}  ${row[1]} ${row[2]}  ${row.slice(3).join(" ")}`;
    }
    expect(found).toEqual(rights);
  });
});

describe("what changes something", () => {
  const writes = all.filter((one) => one.writes);

  it("takes an actor, but for what is listed with its reason", () => {
    const found = writes.filter(({ takesActor }) => !takesActor).map(({ name }) => name);
    expect(found.toSorted()).toEqual(Object.keys(withoutActor).toSorted());
  });

  it("stands in the audit log, but for what is listed with its reason", () => {
    const found = writes.filter(({ name }) => !isAudited(name)).map(({ name }) => name);
    expect(found.toSorted()).toEqual(Object.keys(notAudited).toSorted());
  });
});
