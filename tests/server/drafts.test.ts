import { describe, expect, it } from "vitest";
import { deleteDraft, getDraft, putDraft } from "@/server/drafts";
import { getEditableIncident } from "@/server/editable-incidents";
import { openIncident } from "@/server/incidents";
import { redactUpdate } from "@/server/redactions";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { declare, incidentBody, writer } from "@/tests/support/incidents";
import { refusal } from "@/tests/support/refusal";

const DAY_MS = 86_400_000;

/** Staff, as their sessions tell. */
async function staff(context: TestContext, name: string) {
  const email = `${name}@example.org`;
  const row = await context.db.staff.create({ data: { email, name, role: "editor", createdAt: 0n } });
  return { kind: "staff", id: row.id, email, name, role: "editor", session: 1 } as const;
}

const json = (text: string) => ({ json: JSON.stringify({ text }) });

describe.each(databases)("drafts on $name", (database) => {
  it("are kept for their author alone, who others only know to be writing, for a quarter of an hour", async () => {
    const context = await database.openContext();
    const [ann, ben] = [await staff(context, "Ann"), await staff(context, "Ben")];
    await putDraft(context, ann, "incident", json("mine"));
    await putDraft(context, ben, "incident", json("theirs"));
    expect(await getDraft(context, ann, "incident")).toMatchObject({ draft: json("mine"), others: [{ name: "Ben" }] });
    await context.db.draft.updateMany({ where: { staffId: ben.id }, data: { savedAt: BigInt(Date.now() - 901_000) } });
    expect(await getDraft(context, ann, "incident")).toMatchObject({ draft: json("mine"), others: [] });
    await deleteDraft(context, ann, "incident");
    expect(await getDraft(context, ben, "incident")).toMatchObject({ draft: json("theirs"), others: [] });
  });

  it("go after 90 days without a touch", async () => {
    const context = await database.openContext();
    const ann = await staff(context, "Ann");
    await putDraft(context, ann, "notice/a", json("old"));
    await putDraft(context, ann, "notice/b", json("younger"));
    const age = async (subject: string, days: number) =>
      context.db.draft.updateMany({ where: { subject }, data: { savedAt: BigInt(Date.now() - days * DAY_MS) } });
    await age("notice/a", 91);
    await age("notice/b", 89);
    await putDraft(context, ann, "incident", json("new"));
    expect((await context.db.draft.findMany({ orderBy: { subject: "asc" } })).map(({ subject }) => subject)).toEqual([
      "incident",
      "notice/b",
    ]);
  });

  it("lose what is redacted in their incident, and nothing where they are about another", async () => {
    const context = await database.openContext();
    await declare(context);
    const ann = await staff(context, "Ann");
    const secret = 'p"w\\rd';
    const body = incidentBody({ update: { bodyMarkdown: `It is ${secret}` } });
    const { id, updates } = await openIncident(context, writer, body);
    const update = updates[0]?.id ?? "";
    const subjects = [`edit/${update}`, `update/${id}`, `notice/${id}`, `postmortem/${id}`];
    for (const subject of [...subjects, "incident"]) await putDraft(context, ann, subject, json(`so ${secret} it is`));
    await redactUpdate(context, writer, id, update, { text: secret, reason: "A password" });
    for (const subject of subjects) {
      expect((await getDraft(context, ann, subject)).draft?.json, subject).toBe(json("so █ it is").json);
    }
    expect((await getDraft(context, ann, "incident")).draft?.json).toBe(json(`so ${secret} it is`).json);
  });

  it("lose it however their JSON writes it, and stay JSON where it only looks like what was redacted", async () => {
    const context = await database.openContext();
    await declare(context);
    const ann = await staff(context, "Ann");
    const body = incidentBody({ update: { bodyMarkdown: "It is nemesis" } });
    const { id, updates } = await openIncident(context, writer, body);
    await putDraft(context, ann, `update/${id}`, { json: '{"text":"nemes\\u0069s"}' });
    await putDraft(context, ann, `notice/${id}`, json("a line\nemesis"));
    await redactUpdate(context, writer, id, updates[0]?.id ?? "", { text: "nemesis", reason: "A password" });
    expect((await getDraft(context, ann, `update/${id}`)).draft).toMatchObject(json("█"));
    expect((await getDraft(context, ann, `notice/${id}`)).draft).toMatchObject(json("a line\nemesis"));
  });

  it("are for staff", async () => {
    const context = await database.openContext();
    expect(await refusal(getDraft(context, writer, "incident"))).toMatchObject({ status: 403, code: "staff_only" });
    expect(await refusal(putDraft(context, { kind: "nobody" }, "incident", json("")))).toMatchObject({ status: 401 });
    expect(await refusal(deleteDraft(context, writer, "incident"))).toMatchObject({ status: 403 });
    expect(await refusal(getEditableIncident(context, writer, "x"))).toMatchObject({ status: 403 });
    const ann = await staff(context, "Ann");
    expect(await refusal(getDraft(context, ann, "a/b/c"))).toMatchObject({ status: 404 });
  });
});
