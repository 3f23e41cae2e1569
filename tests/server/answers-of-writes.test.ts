import { beforeEach, describe, expect, it } from "vitest";
import { editIncident, getIncident, openIncident } from "@/server/incidents";
import { redactUpdate } from "@/server/redactions";
import { editUpdate, postUpdate } from "@/server/updates";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { deafAfterCommit } from "@/tests/support/deaf-database";
import { declare, incidentBody, incidentPatch, updateBody, updatePatch, writer } from "@/tests/support/incidents";
import { refusal } from "@/tests/support/refusal";

describe.each(databases)("a durable write on $name", (database) => {
  let context: TestContext;
  beforeEach(async () => {
    context = await database.openContext();
    await declare(context);
  });

  it("is answered by what it made, though nothing can be read any more", async () => {
    const request = { key: "k", method: "POST", path: "/", bytes: new Uint8Array() };
    const opened = await openIncident(deafAfterCommit(context), writer, incidentBody(), request);
    expect(opened).toEqual(await getIncident(context, opened.id));
    expect(await openIncident(deafAfterCommit(context), writer, incidentBody(), request)).toEqual(opened);

    const posted = await postUpdate(deafAfterCommit(context), writer, opened.id, updateBody());
    expect(posted).toMatchObject({ bodyMarkdown: "It is the filter." });
    const edited = await editUpdate(
      deafAfterCommit(context),
      writer,
      opened.id,
      posted.id,
      updatePatch({ title: "T" }),
    );
    expect(edited).toMatchObject({ title: "T", edited: true });
    const body = { text: "filter", reason: "why" };
    const redacted = await redactUpdate(deafAfterCommit(context), writer, opened.id, posted.id, body);
    expect(redacted).toMatchObject({ bodyMarkdown: "It is the █." });
    const changed = await editIncident(deafAfterCommit(context), writer, opened.id, incidentPatch({ title: "New" }));
    expect(changed).toEqual(await getIncident(context, opened.id));
  });

  it("is made for the revision that its author read, where one is named", async () => {
    const { id, updates } = await openIncident(context, writer, incidentBody());
    const update = updates[0]?.id ?? "";
    const edit = (text: string, ifMatch: string) =>
      editUpdate(context, writer, id, update, updatePatch({ bodyMarkdown: text }), null, { ifMatch });
    const revisionOf = async () => (await context.db.update.findUniqueOrThrow({ where: { id: update } })).revision;
    const first = await revisionOf();
    await edit("mine", `"${first}"`);
    expect(await refusal(edit("theirs", `"${first}"`))).toMatchObject({ status: 412, code: "precondition_failed" });
    await edit("again", `"${await revisionOf()}"`);
    await redactUpdate(context, writer, id, update, { text: "again", reason: "why" });
    expect(await refusal(edit("theirs", `"${await revisionOf()}x"`))).toMatchObject({ status: 412 });
    expect((await getIncident(context, id)).updates[0]?.bodyMarkdown).toBe("█");

    const notice = (text: string, ifMatch: string) =>
      editIncident(context, writer, id, incidentPatch({ noticeMarkdown: text }), null, { ifMatch });
    const { revision } = await context.db.incident.findUniqueOrThrow({ where: { id } });
    await notice("mine", `"${revision}"`);
    expect(await refusal(notice("theirs", `"${revision}"`))).toMatchObject({ status: 412 });
    expect((await getIncident(context, id)).noticeMarkdown).toBe("mine");
  });
});
