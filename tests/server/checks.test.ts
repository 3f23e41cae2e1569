import { beforeEach, describe, expect, it } from "vitest";
import { AnswersBody, TurnBody } from "@/domain/contract/desk/checks";
import { SourceBody } from "@/domain/contract/source";
import { HOUR_MS, MINUTE_MS } from "@/domain/instant";
import type { StaffActor } from "@/server/actor";
import { nobody } from "@/server/actor";
import { findAddress } from "@/server/addresses";
import { answerChecks } from "@/server/check-answers";
import { undoChecks } from "@/server/check-undo";
import { listChecks, takeTurn } from "@/server/checks";
import { getDeskAddress } from "@/server/desk-addresses";
import { recordEvents } from "@/server/events";
import { putSource } from "@/server/sources";
import { getStatus } from "@/server/status";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { declareNetwork, tokenOf } from "@/tests/support/declarations";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const text = (at: number) => new Date(at).toISOString();
const staff = (name: string, session: number): StaffActor => ({
  kind: "staff",
  id: session,
  email: `${name.toLowerCase()}@example.org`,
  name,
  role: "editor",
  session,
});
const ada = staff("Ada", 1);
const bob = staff("Bob", 2);
const ten = Array.from({ length: 10 }, (_, index) => `192.0.2.${index + 1}`);

describe.each(databases)("a queue of manual checks on $name", (database) => {
  let context: TestContext;
  let pressed = 0;

  const tell = (type: string, at: number, address: string, more: object = {}) =>
    recordEvents(context, tokenOf(), [{ id: `e${pressed++}`, type, address, source: "filter", at: text(at), ...more }]);
  const turn = (actor: StaffActor, more: object = {}) => takeTurn(context, actor, "filter", TurnBody.parse(more));
  const body = (address: string, answer: string, more: object = {}) =>
    AnswersBody.parse({ id: `press-${pressed++}`, answers: [{ address, answer, ...more }] });
  const answer = async (actor: StaffActor, address: string, kind: string, more: object = {}) => {
    context.clock.advance(1_000);
    const press = body(address, kind, more);
    await answerChecks(context, actor, "filter", press);
    return press;
  };
  const network = async () => (await getStatus(context, null)).networks[0];
  const block = async (address: string) => (await findAddress(context, address)).blocks[0];

  beforeEach(async () => {
    context = await database.openContext({ now: NOW });
    const declared = { name: "Filter", kind: "manual", counts: true, staleAfterMinutes: 60, removalDays: 2 };
    await putSource(context, tokenOf(), "filter", SourceBody.parse(declared));
    await declareNetwork(context, "main", ten, { since: NOW - 100 * HOUR_MS, staleAfterMinutes: 60 });
  });

  it("that was answered to its end verifies the network, with the health that was found", async () => {
    expect(await network()).toMatchObject({ verified: false, health: null });
    for (;;) {
      const { next } = await turn(ada);
      const [first] = next;
      if (first === undefined) break;
      await answer(ada, first.address, first.address === "192.0.2.3" ? "requested" : "clear");
    }
    expect(await turn(ada)).toMatchObject({ total: 10, done: 10, next: [] });
    expect(await network()).toMatchObject({ verified: true, health: 90, blocked: 1, unknown: 0 });
    context.clock.advance(HOUR_MS);
    expect(await network()).toMatchObject({ verified: false });
    expect((await turn(ada)).done).toBe(0);
  });

  it("hands no address to two people, and takes away what a colleague has answered", async () => {
    const mine = (await turn(ada)).next.map(({ address }) => address);
    const theirs = await turn(bob);
    expect(theirs.next.map(({ address }) => address)).not.toEqual(expect.arrayContaining([mine[0]]));
    expect(theirs.held).toBe(mine.length);
    await answer(bob, "192.0.2.1", "clear");
    expect((await turn(ada, { keep: "192.0.2.1" })).next[0]?.address).toBe("192.0.2.2");
    await answer(ada, "192.0.2.2", "blocked");
    expect((await turn(ada, { keep: "192.0.2.2" })).next[0]).toMatchObject({
      address: "192.0.2.2",
      block: { effect: "refused", evidence: "Looked up by hand." },
    });
  });

  it("goes on after an answer whose round was not stored, when the same press is sent again", async () => {
    const press = body("192.0.2.1", "requested");
    const broken = { ...context, clock: context.clock };
    await answerChecks(broken, ada, "filter", press);
    await context.db.round.deleteMany();
    await context.db.manualCheck.deleteMany();
    await context.db.removalRequest.deleteMany();
    await context.db.idempotentAnswer.deleteMany();
    context.clock.advance(5_000);
    await answerChecks(context, ada, "filter", press);
    await answerChecks(context, ada, "filter", press);
    expect(await context.db.round.findMany()).toMatchObject([{ at: BigInt(NOW) }]);
    expect(await context.db.manualCheck.count()).toBe(1);
    expect(await context.db.removalRequest.count()).toBe(1);
    expect(await context.db.event.count()).toBe(1);
    expect(await block("192.0.2.1")).toMatchObject({ since: text(NOW), removalRequestedAt: text(NOW) });
  });

  it("takes many answers at once, and names those that it cannot take", async () => {
    const many = {
      id: "paste-1",
      answers: [
        { address: "192.0.2.1", answer: "blocked", effect: "deferred", evidence: "421 S775" },
        { address: "192.0.2.2", answer: "clear" },
        { address: "198.51.100.1", answer: "clear" },
      ],
    };
    expect(await answerChecks(context, ada, "filter", AnswersBody.parse(many))).toEqual({
      at: text(NOW),
      taken: 2,
      rejected: [{ address: "198.51.100.1", code: "unknown_address" }],
    });
    expect(await block("192.0.2.1")).toMatchObject({ effect: "deferred" });
    const foreign = AnswersBody.parse({ id: "paste-2", answers: [{ address: "198.51.100.1", answer: "clear" }] });
    await expect(answerChecks(context, ada, "filter", foreign)).rejects.toMatchObject({ code: "all_rejected" });
  });

  it("undone, leaves blocks as they were, but for a millisecond of a block that was none", async () => {
    await tell("block", NOW - HOUR_MS, "192.0.2.1", { effect: "deferred", evidence: "421" });
    const clear = await answer(ada, "192.0.2.1", "clear");
    const blocked = await answer(ada, "192.0.2.2", "blocked");
    const asked = await answer(ada, "192.0.2.3", "requested");
    for (const { id } of [asked, blocked, clear]) {
      await undoChecks(context, ada, "filter", { id });
      await undoChecks(context, ada, "filter", { id });
    }
    context.clock.advance(1_000);
    expect(await block("192.0.2.1")).toMatchObject({
      effect: "deferred",
      since: text(NOW - HOUR_MS),
      removalRequestedAt: null,
    });
    expect(await context.db.removalRequest.count()).toBe(0);
    expect(await findAddress(context, "192.0.2.2")).toMatchObject({
      blocked: false,
      history: { blocks: [{ from: text(NOW + 2_000), to: text(NOW + 2_001) }] },
    });
    expect(await context.db.manualCheck.count()).toBe(0);
    expect((await network())?.unknown).toBe(9);
    expect((await turn(ada)).done).toBe(0);
  });

  it("undoes nothing of others, nor what a colleague answered again", async () => {
    const { id } = await answer(ada, "192.0.2.1", "clear");
    await expect(undoChecks(context, bob, "filter", { id })).rejects.toMatchObject({ code: "nothing_to_undo" });
    await answer(bob, "192.0.2.1", "blocked");
    await expect(undoChecks(context, ada, "filter", { id })).rejects.toMatchObject({ code: "answered_meanwhile" });
    const first = await answer(ada, "192.0.2.2", "clear");
    const then = await answer(ada, "192.0.2.2", "blocked");
    await undoChecks(context, ada, "filter", { id: then.id });
    await expect(undoChecks(context, ada, "filter", first)).rejects.toMatchObject({ code: "answered_meanwhile" });
  });

  it("counts what is due, blocked and asked for, and tells requests that are overdue", async () => {
    await answer(ada, "192.0.2.1", "requested");
    await answer(ada, "192.0.2.2", "blocked");
    expect((await listChecks(context, ada)).sources).toMatchObject([
      { slug: "filter", total: 10, due: 8, blocked: 2, requested: 1, oldestAnswerAt: text(NOW + 1_000) },
    ]);
    expect((await listChecks(context, ada)).overdue).toEqual([]);
    context.clock.advance(48 * HOUR_MS);
    expect(await listChecks(context, ada)).toMatchObject({
      overdueCount: 1,
      overdue: [{ address: "192.0.2.1", expectedAt: text(NOW + 1_000 + 48 * HOUR_MS) }],
    });
  });

  it("keeps the past requests of an address, with its events and answers", async () => {
    await answer(ada, "192.0.2.1", "requested", { evidence: "Symantec: listed" });
    context.clock.advance(MINUTE_MS);
    await answer(ada, "192.0.2.1", "clear");
    expect(await getDeskAddress(context, ada, "192.0.2.1")).toMatchObject({
      blocks: [{ source: { slug: "filter" }, to: text(NOW + MINUTE_MS + 2_000), requests: [{ method: "form" }] }],
      events: [{ type: "unblock" }, { type: "block", evidence: "Symantec: listed" }],
      answers: [{ answer: "clear" }, { answer: "requested" }],
    });
    await expect(getDeskAddress(context, ada, "198.51.100.1")).rejects.toMatchObject({ code: "unknown_address" });
  });

  it("is for staff alone", async () => {
    for (const actor of [nobody, tokenOf()]) {
      const status = actor.kind === "nobody" ? 401 : 403;
      await expect(listChecks(context, actor)).rejects.toMatchObject({ status });
      await expect(takeTurn(context, actor, "filter", TurnBody.parse({}))).rejects.toMatchObject({ status });
      await expect(answerChecks(context, actor, "filter", body("192.0.2.1", "clear"))).rejects.toMatchObject({
        status,
      });
      await expect(undoChecks(context, actor, "filter", { id: "x" })).rejects.toMatchObject({ status });
      await expect(getDeskAddress(context, actor, "192.0.2.1")).rejects.toMatchObject({ status });
    }
  });
});
