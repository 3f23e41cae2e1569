import { describe, expect, it } from "vitest";
import { changeAccount, changePassword, endOtherSessions, getAccount } from "@/server/account";
import type { StaffActor } from "@/server/actor";
import type { Context } from "@/server/context";
import { acceptInvitation, findInvited } from "@/server/invitations";
import { changePerson, invitePerson, listPeople, renewLink, renewLinkByCommand } from "@/server/people";
import { endSession, findStaff } from "@/server/sessions";
import { checkSetUp, offerSetUp, setUpPage } from "@/server/set-up";
import { signIn } from "@/server/sign-in";
import { addStaff } from "@/server/staff";
import { databases } from "@/tests/support/databases";
import { overtakenBy } from "@/tests/support/overtaken";
import { refusal } from "@/tests/support/refusal";

const password = "correct horse battery";
const client = { address: "192.0.2.1", agent: "a browser" };
const keyOf = (link: string | null) => link?.split("#")[1] ?? "";

function setUpBody(key: string, email = "jane@example.org") {
  const page = { name: "Sending status", timeZone: "Asia/Tokyo", locale: "fr" };
  return { key, name: "Jane", email, password, page };
}

/** Signs in somebody with an account and returns who asks. */
async function actorOf(context: Context, email: string, role?: "administrator" | "editor"): Promise<StaffActor> {
  if (role !== undefined) await addStaff(context, { email, name: role, role, password });
  const actor = await findStaff(context, await signIn(context, { email, password }, client));
  if (actor.kind !== "staff") throw new Error("Not signed in.");
  return actor;
}

describe.each(databases)("the set-up link on $name", (database) => {
  it("makes the first administrator and says what the page is, once", async () => {
    const context = await database.openContext();
    const link = await offerSetUp(context);
    expect(link).toMatch(/^http:\/\/localhost:3000\/desk\/set-up#[\w-]{22}$/);
    const key = keyOf(link);
    await checkSetUp(context, key);
    await setUpPage(context, setUpBody(key));
    expect(context.settings).toMatchObject({ pageName: "Sending status", timeZone: "Asia/Tokyo", locale: "fr" });
    expect(await actorOf(context, "jane@example.org")).toMatchObject({ role: "administrator", name: "Jane" });
    for (const tried of [checkSetUp(context, key), setUpPage(context, setUpBody(key, "eve@example.org"))]) {
      expect(await refusal(tried)).toMatchObject({ status: 409, code: "administrator_exists" });
    }
    expect(await offerSetUp(context)).toBeNull();
  });

  it("makes one administrator where two try at once", async () => {
    const context = await database.openContext();
    const key = keyOf(await offerSetUp(context));
    const tries = ["jane@example.org", "eve@example.org"].map((email) =>
      refusal(setUpPage(context, setUpBody(key, email))),
    );
    const refused = (await Promise.all(tries)).filter((answer) => answer !== null);
    expect(refused).toEqual([expect.objectContaining({ status: 409, code: "administrator_exists" })]);
    expect(await context.db.staff.count()).toBe(1);
  });

  it("ends when another is made, after a day, and is none to who has a wrong one", async () => {
    const context = await database.openContext();
    const [first, second] = [keyOf(await offerSetUp(context)), keyOf(await offerSetUp(context))];
    expect(await refusal(checkSetUp(context, first))).toMatchObject({ status: 410, code: "link_expired" });
    expect(await refusal(checkSetUp(context, `${second}A`))).toMatchObject({ status: 404, code: "link_unknown" });
    await checkSetUp(context, second);
    await context.db.invitation.updateMany({ data: { expiresAt: BigInt(Date.now() - 1) } });
    expect(await refusal(setUpPage(context, setUpBody(second)))).toMatchObject({ code: "link_expired" });
    await context.db.invitation.updateMany({ data: { usedAt: 1n } });
    expect(await refusal(checkSetUp(context, second))).toMatchObject({ status: 410, code: "link_used" });
  });

  it("hands over an account that was there, and neither its sessions nor its links", async () => {
    const context = await database.openContext();
    const eve = await actorOf(context, "jane@example.org", "editor");
    const { link } = await renewLinkByCommand(context, eve.email);
    await setUpPage(context, setUpBody(keyOf(await offerSetUp(context))));
    expect((await getAccount(context, eve)).sessions).toEqual([]);
    expect(await refusal(findInvited(context, keyOf(link)))).toMatchObject({ code: "link_expired" });
  });

  it("keeps nothing, and holds on, where what the page is cannot be saved", async () => {
    const context = await database.openContext();
    const body = setUpBody(keyOf(await offerSetUp(context)));
    const wrong = { ...body, page: { ...body.page, locale: "xx" } };
    expect(await refusal(setUpPage(context, wrong))).toMatchObject({ status: 422, code: "unknown_language" });
    expect(await context.db.staff.count()).toBe(0);
    await setUpPage(context, body);
  });

  it("is nowhere in the database, and no invitation", async () => {
    const context = await database.openContext();
    const key = keyOf(await offerSetUp(context));
    expect(await refusal(findInvited(context, key))).toMatchObject({ code: "link_unknown" });
    const rows = JSON.stringify(await context.db.invitation.findMany(), (_, value) => String(value));
    expect(rows).not.toContain(key);
  });
});

describe.each(databases)("people on $name", (database) => {
  it("are invited by an administrator, set their password once, and sign in", async () => {
    const context = await database.openContext();
    const admin = await actorOf(context, "admin@example.org", "administrator");
    const body = { name: "Joe", email: "joe@example.org", role: "editor" } as const;
    const { link } = await invitePerson(context, admin, body);
    expect(await refusal(invitePerson(context, admin, body))).toMatchObject({ status: 409, code: "email_taken" });
    expect((await listPeople(context, admin)).map(({ email, state }) => [email, state])).toEqual([
      ["joe@example.org", "invited"],
      ["admin@example.org", "active"],
    ]);
    expect(await findInvited(context, keyOf(link))).toEqual({ name: "Joe", email: body.email, hasPassword: false });
    await acceptInvitation(context, { key: keyOf(link), password });
    expect(await refusal(acceptInvitation(context, { key: keyOf(link), password }))).toMatchObject({
      code: "link_used",
    });
    expect(await actorOf(context, body.email)).toMatchObject({ role: "editor" });
  });

  it("get a new link for a forgotten password, which ends the one before and then their sessions", async () => {
    const context = await database.openContext();
    const admin = await actorOf(context, "admin@example.org", "administrator");
    const joe = await actorOf(context, "joe@example.org", "editor");
    const first = await renewLink(context, admin, String(joe.id));
    const second = await renewLinkByCommand(context, "joe@example.org");
    expect(await refusal(findInvited(context, keyOf(first.link)))).toMatchObject({ code: "link_expired" });
    await acceptInvitation(context, { key: keyOf(second.link), password: "another long password" });
    expect((await getAccount(context, joe)).sessions).toEqual([]);
    expect(await refusal(signIn(context, { email: joe.email, password }, client))).toMatchObject({ status: 401 });
    await signIn(context, { email: joe.email, password: "another long password" }, client);
  });

  it("never lose their last administrator who can sign in", async () => {
    const context = await database.openContext();
    const admin = await actorOf(context, "admin@example.org", "administrator");
    await invitePerson(context, admin, { name: "Joe", email: "joe@example.org", role: "administrator" });
    for (const patch of [{ isDisabled: true }, { role: "editor" }] as const) {
      const tried = changePerson(context, admin, String(admin.id), patch);
      expect(await refusal(tried)).toMatchObject({ status: 409, code: "last_administrator" });
    }
    expect((await listPeople(context, admin)).find(({ isYou }) => isYou)).toMatchObject({ state: "active" });
  });

  it("who are disabled or lowered are so from the next request on", async () => {
    const context = await database.openContext();
    const admin = await actorOf(context, "admin@example.org", "administrator");
    const other = await actorOf(context, "other@example.org", "administrator");
    const secret = await signIn(context, { email: "other@example.org", password }, client);
    const { link } = await renewLink(context, admin, String(other.id));
    await changePerson(context, admin, String(other.id), { role: "editor" });
    expect(await findStaff(context, secret)).toMatchObject({ role: "editor" });
    await changePerson(context, admin, String(other.id), { isDisabled: true });
    expect(await findStaff(context, secret)).toEqual({ kind: "nobody" });
    expect(await refusal(findInvited(context, keyOf(link)))).toMatchObject({ code: "link_expired" });
    expect(await refusal(renewLink(context, admin, String(other.id)))).toMatchObject({ code: "account_disabled" });
    await changePerson(context, admin, String(other.id), { isDisabled: false });
    expect(await findStaff(context, secret)).toEqual({ kind: "nobody" });
    await signIn(context, { email: "other@example.org", password }, client);
  });

  it("that are none are not found, whatever stands for them", async () => {
    const context = await database.openContext();
    const admin = await actorOf(context, "admin@example.org", "administrator");
    for (const id of ["999", "0", "-1", "1e3", "x", "9".repeat(30)]) {
      expect(await refusal(changePerson(context, admin, id, {}))).toMatchObject({ code: "unknown_person" });
      expect(await refusal(endSession(context, admin, id))).toMatchObject({ code: "unknown_session" });
    }
  });
});

describe.each(databases)("an account on $name", (database) => {
  it("changes its name and its password, which ends its other sessions and none of others", async () => {
    const context = await database.openContext();
    const joe = await actorOf(context, "joe@example.org", "editor");
    const other = await actorOf(context, "other@example.org", "editor");
    await actorOf(context, "joe@example.org");
    await changeAccount(context, joe, { name: "Joseph" });
    const body = { current: "wrong", password: "another long password" };
    expect(await refusal(changePassword(context, joe, body, client.address))).toEqual({
      status: 422,
      code: "wrong_password",
      paths: ["/current"],
    });
    expect((await getAccount(context, joe)).sessions).toHaveLength(2);
    await changePassword(context, joe, { ...body, current: password }, client.address);
    expect(await getAccount(context, joe)).toMatchObject({
      name: "Joseph",
      sessions: [{ isThis: true, client: client.address, agent: client.agent }],
    });
    expect((await getAccount(context, other)).sessions).toHaveLength(1);
  });

  it("whose password changes leaves no link that would set another, and one that was used meanwhile wins", async () => {
    const context = await database.openContext();
    const joe = await actorOf(context, "joe@example.org", "editor");
    const first = await renewLinkByCommand(context, joe.email);
    await changePassword(context, joe, { current: password, password: "another long password" }, client.address);
    expect(await refusal(findInvited(context, keyOf(first.link)))).toMatchObject({ code: "link_expired" });
    const { link } = await renewLinkByCommand(context, joe.email);
    const used = overtakenBy(context, () => acceptInvitation(context, { key: keyOf(link), password }));
    const body = { current: "another long password", password: "a thief's own password" };
    expect(await refusal(changePassword(used, joe, body, client.address))).toMatchObject({ code: "wrong_password" });
    await signIn(context, { email: joe.email, password }, client);
  });

  it("ends its sessions one by one or all others; only an administrator ends those of others", async () => {
    const context = await database.openContext();
    const admin = await actorOf(context, "admin@example.org", "administrator");
    const joe = await actorOf(context, "joe@example.org", "editor");
    const again = await actorOf(context, "joe@example.org");
    expect(await refusal(endSession(context, joe, String(admin.session)))).toMatchObject({ code: "unknown_session" });
    await endSession(context, joe, String(again.session));
    expect((await getAccount(context, joe)).sessions.map(({ id }) => id)).toEqual([joe.session]);
    await actorOf(context, "joe@example.org");
    await endOtherSessions(context, joe);
    expect((await getAccount(context, joe)).sessions.map(({ id }) => id)).toEqual([joe.session]);
    await endSession(context, admin, String(joe.session));
    expect((await getAccount(context, joe)).sessions).toEqual([]);
  });
});
