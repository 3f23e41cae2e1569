import { beforeEach, describe, expect, it } from "vitest";
import type { RepeatableRequest } from "@/server/idempotency";
import { editIncident, getIncident, listIncidents, openIncident } from "@/server/incidents";
import { deleteNetwork } from "@/server/networks";
import { postUpdate } from "@/server/updates";
import { currentVersion } from "@/server/version";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { admin, declare, incidentBody, incidentPatch, updateBody, writer } from "@/tests/support/incidents";
import { refusal } from "@/tests/support/refusal";

function request(key: string, body: unknown, path = "/api/v1/incidents"): RepeatableRequest {
  return { key, method: "POST", path, bytes: new TextEncoder().encode(JSON.stringify(body)) };
}

describe.each(databases)("an Idempotency-Key on $name", (database) => {
  let context: TestContext;
  beforeEach(async () => {
    context = await database.openContext();
    await declare(context);
  });
  const body = incidentBody();
  const open = (key: string, sent: unknown = "body", actor = writer) =>
    openIncident(context, actor, body, request(key, sent));
  const count = async () =>
    (await listIncidents(context, { status: "all", network: null, cursor: null, limit: 50 })).items.length;

  it("gives the first answer again, byte for byte, whatever happened since, and makes nothing", async () => {
    const first = await open("k");
    await editIncident(context, writer, first.id, incidentPatch({ title: "Changed" }));
    await deleteNetwork(context, admin, "main");
    const version = await currentVersion(context);
    expect(JSON.stringify(await open("k"))).toBe(JSON.stringify(first));
    expect(await currentVersion(context)).toBe(version);
    expect(await count()).toBe(1);
  });

  it("makes one thing of many requests at one time", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => open("k")));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await count()).toBe(1);
  });

  it("refuses another request: other bytes, another path, another method", async () => {
    const { id } = await open("k");
    expect(await refusal(open("k", "other"))).toMatchObject({ status: 409, code: "id_conflict" });
    const update = postUpdate(
      context,
      writer,
      id,
      updateBody(),
      request("k", "body", `/api/v1/incidents/${id}/updates`),
    );
    expect(await refusal(update)).toMatchObject({ status: 409, code: "id_conflict" });
    const method = openIncident(context, writer, body, { ...request("k", "body"), method: "PUT" });
    expect(await refusal(method)).toMatchObject({ status: 409 });
    expect(await count()).toBe(1);
    expect((await getIncident(context, id)).updates).toHaveLength(1);
  });

  it("tells what is wrong with another request before that its key is taken", async () => {
    await open("k");
    const wrong = openIncident(context, writer, incidentBody({ networks: ["none"] }), request("k", "other"));
    expect(await refusal(wrong)).toMatchObject({ status: 422, code: "unknown_network" });
  });

  it("belongs to the name of a token, so that it survives the token's rotation", async () => {
    const first = await open("k");
    expect((await open("k", "body", { ...writer, networks: ["main"] })).id).toBe(first.id);
    expect((await open("k", "body", { ...writer, name: "other" })).id).not.toBe(first.id);
  });

  it("remembers nothing that was refused", async () => {
    const refused = openIncident(context, writer, incidentBody({ networks: ["late"] }), request("k", "body"));
    expect(await refusal(refused)).toMatchObject({ status: 422 });
    expect((await open("k", "another body")).slug).toBe("mail-refused");
  });

  it("is forgotten after 24 hours of real time", async () => {
    const { id } = await open("k");
    await context.db.idempotentAnswer.updateMany({ data: { createdAt: BigInt(Date.now() - 24 * 3_600_000 + 60_000) } });
    expect((await open("k")).id).toBe(id);
    await context.db.idempotentAnswer.updateMany({ data: { createdAt: BigInt(Date.now() - 24 * 3_600_000) } });
    expect((await open("k", "other")).id).not.toBe(id);
  });

  it("is durable with the write: where the answer was lost, what was made is given", async () => {
    const { id } = await open("k");
    await context.db.idempotentAnswer.updateMany({ data: { body: null } });
    expect((await open("k")).id).toBe(id);
    expect(await count()).toBe(1);
  });

  it("has 1 to 255 characters", async () => {
    expect(await refusal(open("k".repeat(255)))).toBeNull();
    expect(await refusal(open("k".repeat(256)))).toMatchObject({ status: 422, code: "invalid" });
    expect(await refusal(open(""))).toMatchObject({ status: 422, code: "invalid" });
  });
});
