import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it } from "vitest";
import { RedactionBody } from "@/domain/contract/update";
import { editIncident, getIncident, openIncident } from "@/server/incidents";
import { redactUpdate } from "@/server/redactions";
import { editUpdate, postUpdate } from "@/server/updates";
import { currentVersion } from "@/server/version";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import {
  boundTo,
  declare,
  incidentBody,
  incidentPatch,
  updateBody,
  updatePatch,
  writer,
} from "@/tests/support/incidents";
import { refusal } from "@/tests/support/refusal";

/** Characters that JSON, HTML and Markdown each write in another way. */
const SECRET = 'p&<"\\w*rd\t';

describe.each(databases)("a redaction on $name", (database) => {
  let context: TestContext;
  let incident: string;
  let update: string;
  const request = { key: "k", method: "POST", path: "/", bytes: new Uint8Array() };
  beforeEach(async () => {
    context = await database.openContext();
    await declare(context);
    const body = incidentBody({ noticeMarkdown: `Use ${SECRET}.`, update: { bodyMarkdown: "Nothing in here" } });
    incident = (await openIncident(context, writer, body)).id;
    const posted = await postUpdate(
      context,
      writer,
      incident,
      updateBody({
        title: `${SECRET} and ${SECRET}`,
        bodyMarkdown: `The password ${SECRET} works.`,
        translations: { fr: { bodyMarkdown: `Le mot de passe ${SECRET}.` } },
      }),
      request,
    );
    update = posted.id;
  });
  const redact = (text = SECRET, reason = "A password", actor = writer, id = update) =>
    redactUpdate(context, actor, incident, id, RedactionBody.parse({ text, reason }));

  it("blackens every occurrence in title, text, translations and revisions, with a mark", async () => {
    await editUpdate(context, writer, incident, update, updatePatch({ bodyMarkdown: `Now ${SECRET}!` }));
    const answer = await redact();
    expect(answer).toMatchObject({
      title: "█ and █",
      bodyMarkdown: "Now █!",
      bodyHtml: "<p>Now █!</p>",
      redactions: [{ at: "2026-03-10T12:00:00.000Z", reason: "A password" }],
    });
    expect(answer.revisions).toMatchObject([{ title: "█ and █", bodyMarkdown: "The password █ works." }]);
    const french = await getIncident(context, incident, "fr");
    expect(french.updates.find(({ id }) => id === update)?.bodyMarkdown).toBe("Le mot de passe █.");
  });

  it("lets nothing be shown that was made before it, and no other change does", async () => {
    const { version, shownFrom } = context.memory.settings;
    expect([shownFrom, await currentVersion(context)]).toEqual([0n, Number(version)]);
    await expect(redact("is not in there")).rejects.toThrow();
    expect(context.memory.settings.shownFrom).toBe(0n);
    await redact();
    expect(context.memory.settings).toMatchObject({ version: version + 1n, shownFrom: version + 1n });
    await editUpdate(context, writer, incident, update, updatePatch({ bodyMarkdown: "Now █!" }));
    expect(context.memory.settings).toMatchObject({ version: version + 2n, shownFrom: version + 1n });
  });

  it("blackens what else the incident says, and marks no update that did not hold it", async () => {
    const { id: second } = await postUpdate(context, writer, incident, updateBody({ bodyMarkdown: `Again ${SECRET}` }));
    const patch = { translations: { fr: { title: SECRET } }, postmortemMarkdown: SECRET };
    await editIncident(context, writer, incident, incidentPatch(patch));
    await redact();
    const french = await getIncident(context, incident, "fr");
    expect(french).toMatchObject({ title: "█", noticeMarkdown: "Use █.", postmortemMarkdown: "█" });
    const marks = new Map(french.updates.map(({ id, redactions }) => [id, redactions?.length ?? 0]));
    expect([marks.get(update), marks.get(second), marks.size]).toEqual([1, 1, 3]);
    expect([...marks.values()].filter((count) => count === 0)).toHaveLength(1);
  });

  it("leaves the text in no answer that is remembered, and in no byte of the database", async () => {
    const url = context.settings.databaseUrl;
    const long = `${SECRET} ${"x".repeat(20_000)}`;
    await editUpdate(context, writer, incident, update, updatePatch({ bodyMarkdown: long }));
    await editUpdate(context, writer, incident, update, updatePatch({ bodyMarkdown: "short" }));
    await redact(SECRET, `It was ${SECRET}`);
    const again = await postUpdate(context, writer, incident, updateBody(), request);
    expect(again).toMatchObject({ id: update, bodyMarkdown: "short", redactions: [{ reason: "It was █" }] });
    expect(JSON.stringify(await context.db.auditEntry.findMany(), (_, value) => String(value))).not.toContain("w*rd");
    const file = fileURLToPath(url);
    const bytes = ["", "-wal"].map((suffix) => readFileSync(file + suffix, "latin1")).join("");
    expect(bytes).toContain("Nothing in here");
    expect(bytes).not.toContain("w*rd");
  });

  it("blackens the reasons of earlier redactions that quote it, and what the audit log says of them", async () => {
    const quoting = await redact("works", `Stood behind ${SECRET}`);
    expect(quoting.redactions).toMatchObject([{ reason: `Stood behind ${SECRET}` }]);
    const answer = await redact();
    expect(answer.redactions).toMatchObject([{ reason: "Stood behind █" }, { reason: "A password" }]);
    const entries = await context.db.auditEntry.findMany({ where: { action: "update.redact" } });
    expect(entries.map(({ detailJson }) => JSON.parse(detailJson ?? ""))).toEqual([
      { incident, reason: "Stood behind █" },
      { incident, reason: "A password" },
    ]);
  });

  it("keeps remembered answers that never held the text", async () => {
    const other = { ...request, key: "other" };
    const first = await postUpdate(context, writer, incident, updateBody({ bodyMarkdown: "Harmless" }), other);
    await editUpdate(context, writer, incident, first.id, updatePatch({ bodyMarkdown: "Edited" }));
    await redact();
    expect(await postUpdate(context, writer, incident, updateBody(), other)).toEqual(first);
  });

  it("moves the version, and tells who did it", async () => {
    const version = await currentVersion(context);
    await redact();
    expect(await currentVersion(context)).toBe(version + 1);
    const entries = await context.db.auditEntry.findMany({ where: { action: "update.redact" } });
    expect(entries).toMatchObject([{ actor: "token:desk", subject: update }]);
  });

  it("is refused where there is nothing to blacken, and to who may not", async () => {
    const version = await currentVersion(context);
    expect(await redact("absent").catch((error) => error)).toMatchObject({ status: 422, code: "text_not_found" });
    expect(await refusal(redact(SECRET, "why", boundTo("second")))).toMatchObject({ status: 403, code: "not_allowed" });
    expect(await refusal(redact(SECRET, "why", { ...writer, scopes: ["read"] }))).toMatchObject({ status: 403 });
    const nobody = redactUpdate(context, { kind: "nobody" }, incident, update, { text: SECRET, reason: "why" });
    expect(await refusal(nobody)).toMatchObject({ status: 401, code: "unauthorized" });
    expect(await refusal(redact(SECRET, "why", writer, "none"))).toMatchObject({ status: 404, code: "unknown_update" });
    expect(await currentVersion(context)).toBe(version);
  });
});
