import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, test } from "vitest";
import { ProposalAnswer, ProposalQuery } from "@/domain/contract/desk/incidents";
import { HeartbeatBody } from "@/domain/contract/heartbeat";
import { coveringIncidents } from "@/domain/incident-proposal";
import { HOUR_MS } from "@/domain/instant";
import type { Actor } from "@/server/actor";
import { nobody } from "@/server/actor";
import type { Context } from "@/server/context";
import { getCustomerAnswer } from "@/server/customer-answers";
import { recordEvents } from "@/server/events";
import { recordHeartbeat } from "@/server/heartbeats";
import { getIncidentProposal, getUpdateProposal } from "@/server/incident-proposals";
import { openIncident } from "@/server/incidents";
import { languages } from "@/server/messages";
import { getStatus } from "@/server/status";
import { databases } from "@/tests/support/databases";
import { declareNetwork, declareSource, tokenOf } from "@/tests/support/declarations";
import { incidentBody } from "@/tests/support/incidents";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const text = (at: number) => new Date(at).toISOString();
const ips = (block: number, n: number) => Array.from({ length: n }, (_, index) => `192.0.${block}.${index + 1}`);
const editor: Actor = { kind: "staff", id: 1, email: "e@example.org", name: "E", role: "editor", session: 1 };
const ask = (context: Context, query: object = {}) =>
  getIncidentProposal(context, editor, ProposalQuery.parse(query), "en");

function block(context: Context, addresses: readonly string[], source: string, at: number) {
  const events = addresses.map((address) => ({
    id: `${source} ${address}`,
    type: "block",
    address,
    source,
    at: text(at),
  }));
  return recordEvents(context, tokenOf(), events);
}

async function declareAll(context: Context) {
  await declareSource(context, "outlook");
  await declareSource(context, "list", { kind: "reputation" });
  await declareNetwork(context, "main", ips(2, 10), { since: NOW - 9 * HOUR_MS, staleAfterMinutes: 60 });
  await declareNetwork(context, "second", ips(3, 4), { since: NOW - 9 * HOUR_MS, staleAfterMinutes: 60 });
  await recordHeartbeat(context, tokenOf(), HeartbeatBody.parse({ probe: "p", at: text(NOW) }));
}

describe.each(databases)("a proposed incident on $name", (database) => {
  it("names who blocks which network since when, as grave as is measured, in the public page's own sentence", async () => {
    const context = await database.openContext({ now: NOW });
    await declareAll(context);
    await block(context, ips(2, 4), "outlook", NOW - 3 * HOUR_MS);
    await block(context, ips(2, 1), "list", NOW - 5 * HOUR_MS);
    const proposal = await ask(context);
    expect(ProposalAnswer.parse(proposal)).toEqual(proposal);
    expect(proposal).toMatchObject({
      impact: "major",
      networks: ["main"],
      sources: ["outlook"],
      startedAt: text(NOW - 3 * HOUR_MS),
    });
    expect(Object.keys(proposal.texts)).toEqual(languages());
    for (const lang of languages()) {
      const sentence = (await getStatus(context, lang)).networks[0]?.summary ?? "-";
      expect(proposal.texts[lang]?.bodyMarkdown).toContain(sentence);
    }
    expect(proposal.texts.en?.title).toBe("Mail to outlook refused (main)");
  });

  it("is narrowed to a network or a source, and has no impact where the source does not count", async () => {
    const context = await database.openContext({ now: NOW });
    await declareAll(context);
    await block(context, ips(2, 4), "outlook", NOW - 3 * HOUR_MS);
    await block(context, ips(3, 4), "list", NOW - 5 * HOUR_MS);
    expect(await ask(context, { network: "second" })).toMatchObject({ networks: [], sources: [], startedAt: null });
    const listed = await ask(context, { source: "list" });
    expect(listed).toMatchObject({ impact: "none", networks: ["second"], sources: ["list"] });
    expect(listed.texts.en?.bodyMarkdown).toContain("listed by list");
    const both = await ask(context, { network: "main,second", source: "outlook,list" });
    expect(both).toMatchObject({ networks: ["main"], sources: ["outlook"], startedAt: text(NOW - 3 * HOUR_MS) });
    await expect(ask(context, { network: "nowhere" })).rejects.toMatchObject({ status: 404, code: "unknown_network" });
    await expect(ask(context, { source: "nobody" })).rejects.toMatchObject({ status: 404, code: "unknown_source" });
  });

  it("names of several sources only those that were asked for", async () => {
    const context = await database.openContext({ now: NOW });
    await declareAll(context);
    await declareSource(context, "gmail");
    await declareSource(context, "yahoo");
    await block(context, ips(2, 4), "outlook", NOW - 3 * HOUR_MS);
    await block(context, ips(2, 4), "gmail", NOW - 2 * HOUR_MS);
    await block(context, ips(2, 4), "yahoo", NOW - 4 * HOUR_MS);
    expect(await ask(context, { network: "main", source: "gmail,outlook" })).toMatchObject({
      networks: ["main"],
      sources: ["outlook", "gmail"],
      startedAt: text(NOW - 3 * HOUR_MS),
    });
  });

  it("of a calm page is empty, and still says what can be named", async () => {
    const context = await database.openContext({ now: NOW });
    await declareAll(context);
    const proposal = await ask(context);
    expect(proposal).toMatchObject({ networks: [], sources: [], startedAt: null, impact: "none" });
    expect(proposal.texts.en).toEqual({ title: "", bodyMarkdown: "" });
    expect(proposal.declared.networks.map(({ slug }) => slug)).toEqual(["main", "second"]);
  });

  it("is for staff alone, and so are the texts beside it", async () => {
    const context = await database.openContext({ now: NOW });
    const query = ProposalQuery.parse({});
    for (const [actor, status] of [
      [nobody, 401],
      [tokenOf(), 403],
    ] as const) {
      await expect(getIncidentProposal(context, actor, query)).rejects.toMatchObject({ status });
      await expect(getUpdateProposal(context, actor, "x")).rejects.toMatchObject({ status });
      await expect(getCustomerAnswer(context, actor, { incident: "x", network: null })).rejects.toMatchObject({
        status,
      });
    }
  });

  it("leaves a customer's answer of three plain lines with the link, in every language", async () => {
    const context = await database.openContext({ now: NOW });
    await declareAll(context);
    await block(context, ips(2, 4), "outlook", NOW - 3 * HOUR_MS);
    const body = incidentBody({
      title: "Mail refused",
      nextUpdateBy: text(NOW + HOUR_MS),
      noticeMarkdown: "Do **nothing**.",
      update: { bodyMarkdown: "We asked [them](https://example.org).\n\n![](/images/x)" },
    });
    const { slug, id } = await openIncident(context, tokenOf(), body);
    const { texts } = await getCustomerAnswer(context, editor, { incident: slug, network: null });
    const lines = texts.en?.split("\n") ?? [];
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain("4 of 10 addresses are refused by outlook since 10:00.");
    expect(lines[1]).toContain("We asked them. Do nothing.");
    expect(lines[2]).toMatch(/^Next update by Tuesday 10 March, 14:00: http.*\/incidents\/mail-refused$/);
    expect(texts.fr).toContain("/fr/incidents/mail-refused");
    expect((await getCustomerAnswer(context, editor, { incident: null, network: "main" })).texts).toEqual(texts);
    expect((await getUpdateProposal(context, editor, id)).texts.en).toContain("4 of 10");
    await expect(getCustomerAnswer(context, editor, { incident: null, network: null })).rejects.toMatchObject({
      status: 422,
    });
  });
});

test("an open incident covers what all of its networks and sources hold; maintenance covers nothing", () => {
  const open = [
    { impact: "minor", networks: ["main"], sources: ["outlook", "yahoo"] },
    { impact: "minor", networks: [], sources: [] },
    { impact: "maintenance", networks: ["main"], sources: [] },
    { impact: "minor", networks: ["main"], sources: ["yahoo"] },
  ] as const;
  expect(coveringIncidents(open, ["main"], ["outlook"])).toEqual([open[0], open[1]]);
  expect(coveringIncidents(open, [], [])).toEqual([]);
});

test("there are texts to start from in every language of the pages, each with the same keys", () => {
  const files = readdirSync(path.resolve("content/incidents")).map((file) => path.basename(file, ".json"));
  expect(files.sort()).toEqual(languages());
});
