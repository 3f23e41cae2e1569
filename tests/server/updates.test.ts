import { beforeEach, describe, expect, it } from "vitest";
import { UpdateAnswer } from "@/domain/contract/update";
import { getIncident, openIncident } from "@/server/incidents";
import { editUpdate, postUpdate } from "@/server/updates";
import { currentVersion } from "@/server/version";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { admin, boundTo, declare, incidentBody, updateBody, updatePatch, writer } from "@/tests/support/incidents";
import { refusal } from "@/tests/support/refusal";

describe.each(databases)("updates on $name", (database) => {
  let context: TestContext;
  let incident: string;
  beforeEach(async () => {
    context = await database.openContext();
    await declare(context);
    incident = (await openIncident(context, writer, incidentBody({ update: { at: "2026-03-10T11:00:00Z" } }))).id;
  });
  const post = (body: object, actor = writer) => postUpdate(context, actor, incident, updateBody(body));

  it("are given back as posted, dated now unless told, and move the version", async () => {
    const before = await currentVersion(context);
    const answer = await post({ title: "The filter", nextUpdateBy: "2026-03-10T13:00:00Z" });
    expect(UpdateAnswer.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({
      title: "The filter",
      at: "2026-03-10T12:00:00.000Z",
      postedAt: "2026-03-10T12:00:00.000Z",
      approximate: false,
      status: "identified",
      bodyHtml: "<p>It is the filter.</p>",
      nextUpdateBy: "2026-03-10T13:00:00.000Z",
      edited: false,
      editedAt: null,
    });
    expect(await currentVersion(context)).toBe(before + 1);
    expect((await getIncident(context, incident)).updates[0]).toEqual(answer);
  });

  it("stand newest first by at, then postedAt, then the order of posting", async () => {
    const at = "2026-03-10T11:30:00Z";
    const first = await post({ at });
    const second = await post({ at });
    const imported = await post({ at, postedAt: "2026-03-10T11:59:00Z" }, admin);
    const earlier = await post({ at: "2026-03-10T11:29:59.999Z" });
    const { updates } = await getIncident(context, incident);
    expect(updates.map(({ id }) => id).slice(0, 4)).toEqual([second.id, first.id, imported.id, earlier.id]);
  });

  it("say when they were published only in the hands of an importer, and never ahead", async () => {
    const postedAt = "2026-03-10T12:00:00Z";
    expect(await refusal(post({ postedAt }))).toMatchObject({ status: 403, code: "insufficient_scope" });
    const opened = openIncident(context, writer, incidentBody({ update: { postedAt } }));
    expect(await refusal(opened)).toMatchObject({ status: 403, code: "insufficient_scope" });
    expect((await post({ postedAt }, admin)).postedAt).toBe("2026-03-10T12:00:00.000Z");
    const ahead = post({ postedAt: "2026-03-10T12:00:00.001Z" }, admin);
    expect(await refusal(ahead)).toEqual({ status: 422, code: "in_future", paths: ["/postedAt"] });
  });

  it("keep every earlier version when edited, with the time that each was to be read", async () => {
    const { id } = await post({ title: "One", translations: { fr: { title: "Un" } } });
    context.clock.advance(60_000);
    await editUpdate(context, writer, incident, id, updatePatch({ title: "Two", status: "monitoring" }));
    context.clock.advance(60_000);
    const twice = await editUpdate(
      context,
      writer,
      incident,
      id,
      updatePatch({ title: null, bodyMarkdown: "*New*" }),
      "fr",
    );
    expect(UpdateAnswer.parse(twice)).toEqual(twice);
    expect(twice).toMatchObject({ title: null, status: "monitoring", bodyHtml: "<p><em>New</em></p>", edited: true });
    expect(twice.editedAt).toBe("2026-03-10T12:02:00.000Z");
    expect(twice.postedAt).toBe("2026-03-10T12:00:00.000Z");
    expect(twice.revisions).toMatchObject([
      {
        title: "Un",
        status: "identified",
        editedAt: "2026-03-10T12:00:00.000Z",
        replacedAt: "2026-03-10T12:01:00.000Z",
      },
      {
        title: "Un",
        status: "monitoring",
        editedAt: "2026-03-10T12:01:00.000Z",
        replacedAt: "2026-03-10T12:02:00.000Z",
      },
    ]);
  });

  it("keep no version, and move none, when an edit changes nothing", async () => {
    const { id, ...posted } = await post({ translations: { fr: { title: "Un", bodyMarkdown: "Deux" } }, title: "One" });
    const version = await currentVersion(context);
    const same = {
      title: "One",
      at: posted.at,
      translations: { fr: { bodyMarkdown: "Deux", title: "Un" } },
      lang: null,
    };
    for (const patch of [{}, same]) {
      expect(await editUpdate(context, writer, incident, id, updatePatch(patch))).toEqual({ id, ...posted });
    }
    expect(await currentVersion(context)).toBe(version);
  });

  it("change the incident's state when an edit moves them", async () => {
    const { id } = await post({ status: "resolved" });
    expect((await getIncident(context, incident)).resolvedAt).toBe("2026-03-10T12:00:00.000Z");
    await editUpdate(context, writer, incident, id, updatePatch({ at: "2026-03-10T10:00:00Z" }));
    expect(await getIncident(context, incident)).toMatchObject({ resolvedAt: null, status: "investigating" });
  });

  it("are refused where they cannot be, by what the caller can act on", async () => {
    const { id } = await post({});
    const edit = (patch: object, actor = writer, update = id) =>
      refusal(editUpdate(context, actor, incident, update, updatePatch(patch)));
    expect(await edit({ status: "completed" })).toEqual({ status: 422, code: "invalid", paths: ["/status"] });
    expect(await edit({ at: "2026-03-10T12:01:01Z" })).toEqual({ status: 422, code: "in_future", paths: ["/at"] });
    expect(await edit({ title: "x" }, writer, incident)).toMatchObject({ status: 404, code: "unknown_update" });
    expect(await edit({ title: "x" }, boundTo("second"))).toMatchObject({ status: 403, code: "not_allowed" });
    expect(await refusal(post({}, boundTo("second")))).toMatchObject({ status: 403, code: "not_allowed" });
    expect(await refusal(postUpdate(context, { kind: "nobody" }, incident, updateBody()))).toMatchObject({
      status: 401,
    });
    expect(await refusal(postUpdate(context, writer, "none", updateBody()))).toMatchObject({
      status: 404,
      code: "unknown_incident",
    });
    const other = await openIncident(context, writer, incidentBody());
    const elsewhere = editUpdate(context, writer, other.id, id, updatePatch({ title: "x" }));
    expect(await refusal(elsewhere)).toMatchObject({ status: 404, code: "unknown_update" });
  });

  it("do not mix their notes when they stand on one page", async () => {
    await post({ bodyMarkdown: "One[^1].\n\n[^1]: note" });
    await post({ bodyMarkdown: "Two[^1].\n\n[^1]: note" });
    const html = (await getIncident(context, incident)).updates.map(({ bodyHtml }) => bodyHtml).join("");
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(5);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of html.matchAll(/ href="#([^"]*)"/g)) expect(ids).toContain(target);
  });
});
