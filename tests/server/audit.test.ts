import { describe, expect, it } from "vitest";
import { AuditFilter, AuditQuery } from "@/domain/contract/desk/audit";
import type { Actor } from "@/server/actor";
import { nobody } from "@/server/actor";
import { recordAudit } from "@/server/audit";
import { auditLines, auditNames, listAudit } from "@/server/audit-log";
import { change } from "@/server/change";
import type { Context } from "@/server/context";
import { editIncident, openIncident } from "@/server/incidents";
import { deleteNetwork } from "@/server/networks";
import { editUpdate } from "@/server/updates";
import { databases } from "@/tests/support/databases";
import { declare, incidentBody, incidentPatch, updatePatch } from "@/tests/support/incidents";
import { put, staff } from "@/tests/support/networks";
import { refusal } from "@/tests/support/refusal";

const jane: Actor = {
  kind: "staff",
  id: 1,
  email: "jane@example.org",
  name: "Jane",
  role: "administrator",
  session: 1,
};

const list = async (context: Context, query: Record<string, string> = {}) =>
  listAudit(context, jane, AuditQuery.parse(query));

async function csv(context: Context, query: Record<string, string> = {}): Promise<string> {
  let text = "";
  for await (const line of auditLines(context, jane, AuditFilter.parse(query))) text += line;
  return text;
}

async function note(context: Context, subject: string, detail: Record<string, unknown> | null = null): Promise<void> {
  await change(context, async (tx) => {
    await recordAudit(tx, jane, "test.note", subject, detail);
    return { result: null, changed: false };
  });
}

describe.each(databases)("the audit log on $name", (database) => {
  it("tells of a network which fields changed and which addresses, before and after", async () => {
    const context = await database.openContext();
    await put(context, "main", ["192.0.2.1", { address: "192.0.2.2", label: "old" }], { position: 1 });
    await put(context, "main", [{ address: "192.0.2.2", label: "new" }, "192.0.2.3"], { position: 2 });
    await deleteNetwork(context, staff, "main");
    const [deleted, changed, made] = (await list(context)).items;
    const since = "2026-03-10T12:00:00.000Z";
    expect(made).toMatchObject({ actor: "token:staff", action: "network.put", subject: "main", before: null });
    expect(made?.after).toEqual({
      name: "Main",
      position: 1,
      addresses: [
        { address: "192.0.2.1", role: "sending", label: null, since },
        { address: "192.0.2.2", role: "sending", label: "old", since },
      ],
    });
    expect(changed?.detail).toEqual({ joined: 1, left: 1, moved: 0, relabelled: 1 });
    expect(changed?.before).toEqual({
      position: 1,
      addresses: [
        { address: "192.0.2.1", role: "sending", label: null, since },
        { address: "192.0.2.2", role: "sending", label: "old", since },
      ],
    });
    expect(changed?.after).toEqual({
      position: 2,
      addresses: [
        { address: "192.0.2.2", role: "sending", label: "new", since },
        { address: "192.0.2.3", role: "sending", label: null, since },
      ],
    });
    expect(deleted).toMatchObject({ action: "network.delete", after: null, before: { name: "Main", position: 2 } });
  });

  it("tells of incidents and updates what was written, and calls them by their title", async () => {
    const context = await database.openContext();
    await declare(context);
    const { id, updates } = await openIncident(context, jane, incidentBody({ title: "Mail is refused" }));
    await editIncident(context, jane, id, incidentPatch({ noticeMarkdown: "Wait.", networks: ["main"] }));
    const update = updates[0]?.id ?? "";
    await editUpdate(context, jane, id, update, updatePatch({ bodyMarkdown: "Corrected." }));
    const { items } = await list(context, { actor: "staff:jane@example.org" });
    expect(items.map(({ action, name }) => [action, name])).toEqual([
      ["update.edit", "Mail is refused"],
      ["incident.edit", "Mail is refused"],
      ["incident.open", "Mail is refused"],
    ]);
    expect(items[0]).toMatchObject({ subject: update, after: { bodyMarkdown: "Corrected." } });
    expect(items[1]).toMatchObject({ before: { noticeMarkdown: null }, after: { noticeMarkdown: "Wait." } });
    expect(Object.keys(items[1]?.after ?? {})).toEqual(["noticeMarkdown"]);
    expect(items[2]?.after).toMatchObject({ title: "Mail is refused", startedAt: expect.stringMatching(/Z$/) });
  });

  it("is found by who, what, about what, any text in it, and the days of the page's zone", async () => {
    const context = await database.openContext();
    await put(context, "main", ["192.0.2.1"]);
    await note(context, "jane's", { reason: 'a "quoted" word' });
    const subjects = async (query: Record<string, string>) =>
      (await list(context, query)).items.map(({ subject }) => subject);
    expect(await subjects({ actor: "token:staff" })).toEqual(["main"]);
    expect(await subjects({ action: "network" })).toEqual(["main"]);
    expect(await subjects({ action: "network.put" })).toEqual(["main"]);
    expect(await subjects({ action: "net" })).toEqual([]);
    expect(await subjects({ subject: "jane's" })).toEqual(["jane's"]);
    expect(await subjects({ search: '"quoted"' })).toEqual(["jane's"]);
    expect(await subjects({ search: "192.0.2.1" })).toEqual(["main"]);
    expect(await auditNames(context, jane)).toEqual({
      actors: ["staff:jane@example.org", "token:staff"],
      actions: ["network.put", "test.note"],
    });

    // 22:30 UTC on 30 June is half past midnight on 1 July in Paris.
    await context.db.auditEntry.updateMany({
      where: { subject: "main" },
      data: { at: BigInt(Date.parse("2014-06-30T22:30:00Z")) },
    });
    expect(await subjects({ from: "2014-07-01", to: "2014-07-01" })).toEqual(["main"]);
    expect(await subjects({ to: "2014-06-30" })).toEqual([]);
    expect(await subjects({ from: "2014-07-02" })).toEqual(["jane's"]);
    expect(AuditQuery.safeParse({ from: "2014-02-30" }).success).toBe(false);
  });

  it("is read page by page, and nothing that is written meanwhile moves it", async () => {
    const context = await database.openContext();
    for (const subject of ["a", "b", "c"]) await note(context, subject);
    const first = await list(context, { limit: "2" });
    await note(context, "d");
    const second = await list(context, { limit: "2", cursor: first.nextCursor ?? "" });
    expect([...first.items, ...second.items].map(({ subject }) => subject)).toEqual(["c", "b", "a"]);
    expect(second.nextCursor).toBeNull();
    expect(await refusal(list(context, { cursor: "x" }))).toMatchObject({ status: 422 });
  });

  it("as CSV holds every entry that fits, and no cell that a spreadsheet would run", async () => {
    const context = await database.openContext();
    for (const start of ["=", "+", "-", "@", "\t", "\r"]) await note(context, `${start}1+1`);
    await note(context, 'quote " comma , line\nend');
    const text = await csv(context);
    expect(text.startsWith('\uFEFF"at","actor","action","subject","name","detail","before","after"\r\n')).toBe(true);
    expect(text).toContain('"quote "" comma , line\nend"');
    for (const start of ["=", "+", "-", "@", "\t", "\r"]) {
      expect(text).toContain(`"'${start}1+1"`);
      expect(text).not.toContain(`"${start}1`);
    }
    await context.db.auditEntry.createMany({
      data: Array.from({ length: 1_200 }, (_, at) => ({ at, actor: "command", action: "test.many", subject: "many" })),
    });
    expect((await csv(context, { subject: "many" })).trimEnd().split("\r\n")).toHaveLength(1_201);
  });

  it("is read by administrators alone", async () => {
    const context = await database.openContext();
    const editor: Actor = { ...jane, role: "editor" };
    const query = AuditQuery.parse({});
    expect(await refusal(listAudit(context, editor, query))).toMatchObject({ code: "administrator_only" });
    expect(await refusal(listAudit(context, staff, query))).toMatchObject({ code: "staff_only" });
    expect(await refusal(listAudit(context, nobody, query))).toMatchObject({ status: 401 });
    expect(() => auditLines(context, editor, AuditFilter.parse({}))).toThrow();
  });
});
