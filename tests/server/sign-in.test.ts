import { describe, expect, it } from "vitest";
import { DAY_MS } from "@/domain/instant";
import type { Context } from "@/server/context";
import { hashPassword } from "@/server/passwords";
import { findStaff, forgetOldSessions, signOut } from "@/server/sessions";
import { signIn } from "@/server/sign-in";
import { addStaff } from "@/server/staff";
import { databases } from "@/tests/support/databases";
import { overtakenBy } from "@/tests/support/overtaken";
import { refusal } from "@/tests/support/refusal";

const password = "correct horse battery";
let drawn = 0;

/** Limits are counted by process, so each test has people and clients of its own. */
function stranger(): { email: string; address: string; agent: string } {
  drawn += 1;
  return { email: `p${drawn}@example.org`, address: `198.51.${drawn >> 8}.${drawn & 255}`, agent: "a browser" };
}

function add(context: Context, email: string) {
  return addStaff(context, { email, name: "Jane", role: "editor", password });
}

async function fail(context: Context, email: string, address: string, times: number) {
  const codes: (string | undefined)[] = [];
  for (let count = 0; count < times; count++) {
    codes.push((await refusal(signIn(context, { email, password: "wrong" }, { address, agent: "" })))?.code);
  }
  return codes;
}

describe.each(databases)("sign-in on $name", (database) => {
  it("knows the e-mail address in any case and with spaces about it", async () => {
    const context = await database.openContext();
    const { email, ...client } = stranger();
    await add(context, email);
    const secret = await signIn(context, { email: ` ${email.toUpperCase()} `, password }, client);
    expect(await findStaff(context, secret)).toMatchObject({ kind: "staff", email, role: "editor" });
  });

  it("says the same to who has no account, to who was disabled, to who has no password yet", async () => {
    const context = await database.openContext();
    const [known, disabled, invited] = [stranger(), stranger(), stranger()];
    for (const { email } of [known, disabled, invited]) await add(context, email);
    await context.db.staff.update({ where: { email: disabled.email }, data: { disabledAt: 1n } });
    await context.db.staff.update({ where: { email: invited.email }, data: { passwordHash: null } });
    const answers = await Promise.all([
      refusal(signIn(context, { email: known.email, password: "wrong" }, known)),
      refusal(signIn(context, { email: "nobody@example.org", password }, stranger())),
      refusal(signIn(context, { email: disabled.email, password }, disabled)),
      refusal(signIn(context, { email: invited.email, password }, invited)),
    ]);
    for (const answer of answers) expect(answer).toEqual({ status: 401, code: "wrong_credentials", paths: undefined });
  });

  it("lets nobody in by a password that was replaced, or of who was disabled, while it was being checked", async () => {
    const context = await database.openContext();
    for (const data of [{ passwordHash: await hashPassword("another long password") }, { disabledAt: 1n }]) {
      const { email, ...client } = stranger();
      await add(context, email);
      const overtaken = overtakenBy(context, () => context.db.staff.update({ where: { email }, data }));
      expect(await refusal(signIn(overtaken, { email, password }, client))).toMatchObject({
        status: 401,
        code: "wrong_credentials",
      });
      expect(await context.db.session.count({ where: { staff: { email } } })).toBe(0);
    }
  });

  it("takes ten wrong passwords of an account in a quarter of an hour, whether there is one or not, and tells the wait", async () => {
    const context = await database.openContext();
    const { email } = stranger();
    await add(context, email);
    for (const tried of [email, `no-${email}`]) {
      const codes = await fail(context, tried, stranger().address, 11);
      expect(codes).toEqual([...Array(10).fill("wrong_credentials"), "too_many_requests"]);
      await expect(signIn(context, { email: tried, password }, stranger())).rejects.toMatchObject({
        status: 429,
        headers: { "Retry-After": expect.stringMatching(/^[89]\d\d$/) },
        members: { retryAfterSeconds: expect.any(Number) },
      });
    }
  });

  it("counts tries that are made at once", async () => {
    const context = await database.openContext();
    const { email, ...client } = stranger();
    await add(context, email);
    const tries = Array.from({ length: 20 }, () => refusal(signIn(context, { email, password: "wrong" }, client)));
    const codes = (await Promise.all(tries)).map((answer) => answer?.code);
    expect(codes.filter((code) => code === "wrong_credentials")).toHaveLength(10);
  });

  it("takes thirty wrong passwords of a client, an IPv6 network of 64 bits being one", async () => {
    const context = await database.openContext();
    const codes: (string | undefined)[] = [];
    for (let count = 0; count < 31; count++) {
      codes.push(...(await fail(context, stranger().email, `2001:db8:0:${drawn >> 12}::${count.toString(16)}`, 1)));
    }
    expect(codes.slice(0, 30)).toEqual(Array(30).fill("wrong_credentials"));
    expect(codes[30]).toBe("too_many_requests");
  });

  it("does not count who knows the password", async () => {
    const context = await database.openContext();
    const { email, ...client } = stranger();
    await add(context, email);
    for (let count = 0; count < 12; count++) await signIn(context, { email, password }, client);
  });

  it("lets in who was signed in from there before, however often strangers tried, until a month has passed", async () => {
    const context = await database.openContext();
    const { email, ...home } = stranger();
    await add(context, email);
    const secret = await signIn(context, { email, password }, home);
    await signOut(context, secret);
    await fail(context, email, stranger().address, 11);
    await fail(context, stranger().email, home.address, 11);
    expect(await refusal(signIn(context, { email, password }, home))).toBeNull();

    await forgetOldSessions(context);
    expect(await context.db.session.count()).toBe(2);
    await context.db.session.updateMany({ data: { lastUsedAt: BigInt(Date.now() - 31 * DAY_MS) } });
    expect(await refusal(signIn(context, { email, password }, home))).toMatchObject({ status: 429 });
    await forgetOldSessions(context);
    expect(await context.db.session.count()).toBe(0);
  });

  it("is in the audit log with its end, and so are failures of accounts, but never what else was typed as an address", async () => {
    const context = await database.openContext();
    const { email, ...client } = stranger();
    await add(context, email);
    await signOut(context, await signIn(context, { email, password }, client));
    await fail(context, "my secret typed into the wrong field", client.address, 1);
    await fail(context, email, client.address, 1);
    const entries = () => context.db.auditEntry.findMany({ orderBy: { id: "asc" } });
    await expect.poll(async () => (await entries()).length).toBe(4);
    expect((await entries()).map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
      ["command", "staff.add", email],
      [`staff:${email}`, "session.start", email],
      [`staff:${email}`, "session.end", email],
      ["nobody", "session.refused", email],
    ]);
  });

  it("takes as long for an address without account", async () => {
    const context = await database.openContext();
    const { email, address } = stranger();
    await add(context, email);
    // Turn about, so that what else the machine does weighs on both.
    const [known, unknown]: [number[], number[]] = [[], []];
    const elsewhere = stranger().address;
    for (let count = 0; count < 9; count++) {
      for (const [times, tried, from] of [
        [known, email, address] as const,
        [unknown, `no-${email}`, elsewhere] as const,
      ]) {
        const startedAt = performance.now();
        await fail(context, tried, from, 1);
        times.push(performance.now() - startedAt);
      }
    }
    const median = (times: number[]) => times.sort((a, b) => a - b)[4] ?? 0;
    const ratio = median(known) / median(unknown);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });
});
