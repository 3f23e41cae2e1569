import { beforeEach, describe, expect, it } from "vitest";
import { IncidentAnswer, IncidentSummary } from "@/domain/contract/incident";
import { editIncident, getIncident, listIncidents, listOpenIncidents, openIncident } from "@/server/incidents";
import { deleteNetwork } from "@/server/networks";
import { postUpdate } from "@/server/updates";
import { currentVersion } from "@/server/version";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import {
  admin,
  boundTo,
  declare,
  incidentBody,
  incidentPatch,
  maintenanceBody,
  updateBody,
  writer,
} from "@/tests/support/incidents";
import { refusal } from "@/tests/support/refusal";

const all = { status: "all", network: null, cursor: null, limit: 50 } as const;

describe.each(databases)("incidents on $name", (database) => {
  let context: TestContext;
  beforeEach(async () => {
    context = await database.openContext();
    await declare(context);
  });
  const open = (body = incidentBody()) => openIncident(context, writer, body);

  it("are given back as opened, begun with their first update and derived from it", async () => {
    const at = "2026-03-10T11:30:00.000Z";
    const body = incidentBody({
      sources: ["outlook"],
      noticeMarkdown: "Nothing to *do*.",
      nextUpdateBy: "2026-03-10T13:00:00Z",
      update: { at, approximate: true, title: "Refused" },
    });
    const answer = await open(body);
    expect(IncidentAnswer.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({
      slug: "mail-refused",
      status: "investigating",
      networks: ["main"],
      sources: ["outlook"],
      startedAt: at,
      resolvedAt: null,
      nextUpdateBy: "2026-03-10T13:00:00.000Z",
      noticeHtml: "<p>Nothing to <em>do</em>.</p>",
      createdAt: "2026-03-10T12:00:00.000Z",
      url: "http://localhost:3000/incidents/mail-refused",
      measured: [],
    });
    expect(answer.updates).toMatchObject([
      { at, title: "Refused", approximate: true, postedAt: "2026-03-10T12:00:00.000Z", edited: false, revisions: [] },
    ]);
    expect(answer.updates[0]).not.toHaveProperty("redactions");
    expect(await getIncident(context, answer.id)).toEqual(answer);
    expect(await getIncident(context, answer.slug)).toEqual(answer);
  });

  it("move the version when opened and when edited, and not by a patch of nothing", async () => {
    const before = await currentVersion(context);
    const { id, slug, title, networks, sources, startedAt } = await open(
      incidentBody({ networks: ["main", "second"] }),
    );
    expect(await currentVersion(context)).toBe(before + 1);
    context.clock.advance(1_000);
    const same = { title, networks: [...networks].reverse(), sources, startedAt, nextUpdateBy: null, translations: {} };
    const unchanged = await editIncident(context, writer, id, incidentPatch(same));
    expect(unchanged.updatedAt).toBe("2026-03-10T12:00:00.000Z");
    expect(await currentVersion(context)).toBe(before + 1);
    const edited = await editIncident(context, writer, slug, incidentPatch({ title: "Other", impact: "major" }));
    expect(edited).toMatchObject({ slug, title: "Other", impact: "major", updatedAt: "2026-03-10T12:00:01.000Z" });
    expect(await currentVersion(context)).toBe(before + 2);
  });

  it("take null for what is to go, and keep what a patch leaves out", async () => {
    const { id } = await open(
      incidentBody({ noticeMarkdown: "A notice", postmortemMarkdown: "A story", sources: ["outlook"] }),
    );
    const patch = { noticeMarkdown: null, networks: ["second"], startedAt: "2026-03-10T08:00:00Z" };
    const edited = await editIncident(context, writer, id, incidentPatch(patch));
    expect(edited).toMatchObject({
      noticeMarkdown: null,
      noticeHtml: null,
      postmortemMarkdown: "A story",
      networks: ["second"],
      sources: ["outlook"],
      startedAt: "2026-03-10T08:00:00.000Z",
    });
  });

  it("promise the next update by the update posted last, which a patch sets", async () => {
    const { id, updates } = await open(incidentBody({ nextUpdateBy: "2026-03-10T13:00:00Z" }));
    context.clock.advance(60_000);
    const backDated = updateBody({ at: "2026-03-10T10:00:00Z", nextUpdateBy: "2026-03-10T14:00:00Z" });
    await postUpdate(context, writer, id, backDated);
    expect(await getIncident(context, id)).toMatchObject({
      status: "investigating",
      nextUpdateBy: "2026-03-10T14:00:00.000Z",
    });
    const edited = await editIncident(context, writer, id, incidentPatch({ nextUpdateBy: "2026-03-10T15:00:00Z" }));
    expect(edited.nextUpdateBy).toBe("2026-03-10T15:00:00.000Z");
    expect(edited.updates.map(({ id, nextUpdateBy }) => [id === updates[0]?.id, nextUpdateBy])).toEqual([
      [true, "2026-03-10T13:00:00.000Z"],
      [false, "2026-03-10T15:00:00.000Z"],
    ]);
    expect(edited.updates.some(({ edited }) => edited)).toBe(false);
    await postUpdate(context, writer, id, updateBody({ status: "resolved", nextUpdateBy: "2026-03-10T16:00:00Z" }));
    expect(await getIncident(context, id)).toMatchObject({
      nextUpdateBy: null,
      resolvedAt: "2026-03-10T12:01:00.000Z",
    });
  });

  it("refuse what is not declared, naming each", async () => {
    const unknown = open(incidentBody({ networks: ["main", "no"], sources: ["none"] }));
    expect(await refusal(unknown)).toEqual({ status: 422, code: "invalid", paths: ["/networks/1", "/sources/0"] });
    const source = open(incidentBody({ sources: ["none"] }));
    expect(await refusal(source)).toEqual({ status: 422, code: "unknown_source", paths: ["/sources/0"] });
    await deleteNetwork(context, admin, "second");
    const hidden = open(incidentBody({ networks: ["second"] }));
    expect(await refusal(hidden)).toEqual({ status: 422, code: "unknown_network", paths: ["/networks/0"] });
    expect(await listIncidents(context, all)).toEqual({ items: [], nextCursor: null });
  });

  it("take an instant a minute ahead for now, and refuse a later one", async () => {
    const soon = "2026-03-10T12:01:00Z";
    const late = "2026-03-10T12:01:00.001Z";
    const answer = await open(incidentBody({ startedAt: soon, update: { at: soon } }));
    expect([answer.startedAt, answer.updates[0]?.at]).toEqual(["2026-03-10T12:00:00.000Z", "2026-03-10T12:00:00.000Z"]);
    const refused = await refusal(open(incidentBody({ startedAt: late, update: { at: late } })));
    expect(refused).toEqual({ status: 422, code: "in_future", paths: ["/update/at", "/startedAt"] });
    const patch = editIncident(context, writer, answer.id, incidentPatch({ startedAt: late }));
    expect(await refusal(patch)).toEqual({ status: 422, code: "in_future", paths: ["/startedAt"] });
  });

  it("may begin later when they are maintenance, which keeps a schedule and its own statuses", async () => {
    const startedAt = "2026-03-12T20:00:00.000Z";
    const planned = await open(maintenanceBody({ startedAt }));
    expect(planned).toMatchObject({ status: "scheduled", startedAt, scheduledFor: startedAt });
    const edit = (patch: object) => refusal(editIncident(context, writer, planned.id, incidentPatch(patch)));
    expect(await edit({ impact: "minor" })).toMatchObject({ status: 422, code: "kind_fixed", paths: ["/impact"] });
    expect(await edit({ scheduledUntil: null })).toMatchObject({ status: 422, paths: ["/scheduledUntil"] });
    expect(await edit({ scheduledUntil: startedAt })).toMatchObject({ status: 422, paths: ["/scheduledUntil"] });
    const incident = await open();
    const reverse = incidentPatch({
      impact: "maintenance",
      scheduledFor: startedAt,
      scheduledUntil: "2026-03-13T00:00:00Z",
    });
    expect(await refusal(editIncident(context, writer, incident.id, reverse))).toMatchObject({
      status: 422,
      code: "kind_fixed",
    });
    const foreign = postUpdate(context, writer, planned.id, updateBody({ status: "resolved" }));
    expect(await refusal(foreign)).toMatchObject({ status: 422, paths: ["/status"] });
  });

  it("are written by those who may, about their networks", async () => {
    const { id } = await open(incidentBody({ networks: ["main", "second"] }));
    const reader = { ...writer, scopes: ["read"] } as const;
    const body = incidentBody();
    expect(await refusal(openIncident(context, { kind: "nobody" }, body))).toMatchObject({ status: 401 });
    expect(await refusal(openIncident(context, reader, body))).toMatchObject({
      status: 403,
      code: "insufficient_scope",
    });
    const notAllowed = { status: 403, code: "not_allowed" };
    expect(await refusal(openIncident(context, boundTo("second"), body))).toMatchObject(notAllowed);
    expect(await refusal(openIncident(context, boundTo("main"), incidentBody({ networks: [] })))).toMatchObject(
      notAllowed,
    );
    const patch = incidentPatch({ title: "Mine" });
    expect(await refusal(editIncident(context, boundTo("main"), id, patch))).toMatchObject(notAllowed);
    const own = await openIncident(context, boundTo("main"), body);
    const grab = incidentPatch({ networks: ["main", "second"] });
    expect(await refusal(editIncident(context, boundTo("main"), own.id, grab))).toMatchObject(notAllowed);
    expect(await editIncident(context, boundTo("main", "second"), own.id, grab)).toMatchObject({
      networks: ["main", "second"],
    });
    expect(await refusal(editIncident(context, writer, "nothing", patch))).toMatchObject({
      status: 404,
      code: "unknown_incident",
    });
  });

  it("name only the networks that are declared, and all again when one comes back", async () => {
    const { id } = await open(incidentBody({ networks: ["main", "second"] }));
    await deleteNetwork(context, admin, "second");
    expect((await getIncident(context, id)).networks).toEqual(["main"]);
    const patch = editIncident(context, boundTo("main"), id, incidentPatch({ title: "Mine" }));
    expect(await refusal(patch)).toMatchObject({ status: 403, code: "not_allowed" });
    await declare(context);
    expect((await getIncident(context, id)).networks).toEqual(["main", "second"]);
  });

  it("are listed newest first, by state and by network, in pages that survive inserts", async () => {
    const started = ["2026-03-10T09:00:00Z", "2026-03-10T10:00:00Z", "2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z"];
    const ids: string[] = [];
    for (const [index, startedAt] of started.entries()) {
      const networks = index % 2 === 0 ? ["main"] : ["main", "second"];
      ids.unshift((await open(incidentBody({ startedAt, networks }))).id);
    }
    const [newest = "", second = ""] = ids;
    await postUpdate(context, writer, second, updateBody({ status: "resolved" }));
    const idsOf = async (query: object) =>
      (await listIncidents(context, { ...all, ...query })).items.map(({ id }) => id);
    expect(await idsOf({})).toEqual(ids);
    expect(await idsOf({ status: "resolved" })).toEqual([second]);
    expect(await idsOf({ status: "open" })).toEqual(ids.filter((id) => id !== second));
    expect(await idsOf({ network: "second" })).toEqual([newest, ids[2]]);
    expect(await refusal(idsOf({ network: "none" }))).toMatchObject({ status: 404, code: "unknown_network" });
    expect(await refusal(idsOf({ cursor: "x" }))).toMatchObject({ status: 422, code: "invalid" });

    const first = await listIncidents(context, { ...all, limit: 2 });
    await open(incidentBody({ startedAt: "2026-03-10T11:59:00Z" }));
    const rest = await listIncidents(context, { ...all, cursor: first.nextCursor });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids);
    expect(rest.nextCursor).toBeNull();
    expect(first.items.map((item) => IncidentSummary.parse(item))).toEqual(first.items);
  });

  it("are open until resolved or completed, and again after a later update", async () => {
    const openIds = async () => (await listOpenIncidents(context)).map(({ id }) => id);
    const { id } = await open();
    const planned = await open(maintenanceBody());
    expect(await openIds()).toEqual([planned.id, id]);
    await postUpdate(context, writer, planned.id, updateBody({ status: "completed" }));
    const resolved = await postUpdate(context, writer, id, updateBody({ status: "resolved", title: "Done" }));
    expect(await openIds()).toEqual([]);
    context.clock.advance(1);
    const late = updateBody({ status: "identified", at: "2026-03-10T11:00:00Z" });
    await postUpdate(context, writer, id, late);
    expect(await openIds()).toEqual([]);
    const [, incident] = (await listIncidents(context, all)).items;
    expect(incident?.latestUpdate.id).toBe(resolved.id);
    context.clock.advance(1);
    await postUpdate(context, writer, id, updateBody({ status: "monitoring" }));
    expect(await openIds()).toEqual([id]);
  });

  it("are read in a language as far as it was written, each text marked with its own", async () => {
    const body = incidentBody({
      lang: "en",
      noticeMarkdown: "Nothing to do.",
      translations: { fr: { title: "Courrier refusé" } },
      update: { title: "Refused", translations: { fr: { bodyMarkdown: "Nous cherchons." } } },
    });
    const { id } = await open(body);
    const french = await getIncident(context, id, "fr");
    expect(french).toMatchObject({
      title: "Courrier refusé",
      lang: "fr",
      noticeMarkdown: "Nothing to do.",
      noticeLang: "en",
    });
    expect(french.url).toBe("http://localhost:3000/fr/incidents/mail-refused");
    expect(french.updates).toMatchObject([
      { title: "Refused", titleLang: "en", bodyHtml: "<p>Nous cherchons.</p>", lang: "fr" },
    ]);
    expect(await getIncident(context, id, "en")).toMatchObject({ title: "Mail refused", lang: "en" });
    expect((await listOpenIncidents(context, "fr"))[0]?.latestUpdate.bodyMarkdown).toBe("Nous cherchons.");
  });
});
