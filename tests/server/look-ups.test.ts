import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/server/actor";
import { nobody } from "@/server/actor";
import { lookUp } from "@/server/look-ups";
import { getPage, putPage } from "@/server/page-settings";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { administrator, declareNetwork, tokenOf } from "@/tests/support/declarations";

let clients = 0;

describe.each(databases)("where the page tells counts only, on $name", (database) => {
  let context: TestContext;
  let headers: Headers;

  beforeEach(async () => {
    context = await database.openContext();
    clients += 1;
    headers = new Headers({ "x-vigie-client": `198.51.100.${clients}` });
    await declareNetwork(context, "main", ["192.0.2.1"]);
    const page = (await getPage(context, administrator)).answer;
    await putPage(context, administrator, { ...page, publicLookUps: false });
  });

  it("whatever is looked up gets one and the same answer", async () => {
    const answers = await Promise.all(
      ["192.0.2.1", "192.0.2.2", "nonsense", "2001:db8::1"].map((ip) =>
        lookUp(context, nobody, headers, ip).catch((error: unknown) => error),
      ),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 404, code: "unknown_address" });
  });

  it("a future instant is refused no differently", async () => {
    const ahead = lookUp(context, nobody, headers, "192.0.2.1", context.clock.now() + 1);
    await expect(ahead).rejects.toMatchObject({ status: 404, code: "unknown_address" });
  });

  it("the limit holds", async () => {
    for (let asked = 0; asked < 60; asked += 1) await lookUp(context, nobody, headers, "192.0.2.1").catch(() => null);
    await expect(lookUp(context, nobody, headers, "192.0.2.1")).rejects.toMatchObject({ status: 429 });
  });

  it("staff and who may read addresses still see", async () => {
    const reader: Actor = { kind: "token", name: "r", scopes: ["read"], networks: null };
    for (const actor of [administrator, tokenOf(), reader]) {
      expect(await lookUp(context, actor, headers, "192.0.2.1")).toMatchObject({ network: "main" });
    }
    const writer: Actor = { kind: "token", name: "w", scopes: ["events:write"], networks: null };
    await expect(lookUp(context, writer, headers, "192.0.2.1")).rejects.toMatchObject({ status: 404 });
  });
});
