import { describe, expect, it } from "vitest";
import { NetworkBody } from "@/domain/contract/network";
import type { Actor } from "@/server/actor";
import { previewNetwork } from "@/server/declaring/preview";
import { getNetwork, putNetwork } from "@/server/networks";
import { currentVersion } from "@/server/version";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { put, staff } from "@/tests/support/networks";

const preview = (context: TestContext, slug: string, addresses: readonly unknown[]) =>
  previewNetwork(context, staff, slug, NetworkBody.parse({ name: "x", addresses }).addresses);

const told = ({ shown }: { readonly shown: readonly { readonly first: string; readonly last: string }[] }) =>
  shown.map(({ first, last }) => (first === last ? first : `${first}-${last}`));

describe.each(databases)("the preview of a network on $name", (database) => {
  it("tells what a CIDR stands for, who joins, leaves, changes its role and its label, folded into ranges", async () => {
    const context = await database.openContext();
    await put(context, "main", ["192.0.2.0/28", { address: "192.0.2.40", label: "a" }]);
    context.clock.advance(60_000);
    const version = await currentVersion(context);
    const answer = await preview(context, "main", [
      "192.0.2.0/29",
      { address: "192.0.2.8/31", role: "idle" },
      { address: "192.0.2.40", label: "b" },
      "198.51.100.0/30",
    ]);
    expect(answer).toMatchObject({ before: { sending: 17, idle: 0 }, after: { sending: 13, idle: 2 }, obstacles: [] });
    expect(answer.blocks[0]).toEqual({
      ...{ entry: 0, cidr: "192.0.2.0/29", first: "192.0.2.0", last: "192.0.2.7", count: 8 },
    });
    expect(told(answer.joining)).toEqual(["198.51.100.0-198.51.100.3"]);
    expect([answer.leaving.addresses, told(answer.leaving)]).toEqual([6, ["192.0.2.10-192.0.2.15"]]);
    expect(told(answer.changingRole)).toEqual(["192.0.2.8-192.0.2.9"]);
    expect(told(answer.relabelled)).toEqual(["192.0.2.40"]);
    expect(await currentVersion(context)).toBe(version);
  });

  it("foretells exactly what saving then does", async () => {
    const context = await database.openContext();
    await put(context, "main", ["192.0.2.0/28"]);
    context.clock.advance(60_000);
    const wanted = ["192.0.2.4/30", { address: "192.0.2.12", role: "idle" }, "2001:db8::1"];
    const { after, leaving, etag } = await preview(context, "main", wanted);
    const { answer } = await putNetwork(
      context,
      staff,
      "main",
      NetworkBody.parse({ name: "Main", addresses: wanted }),
      {
        ifMatch: etag,
      },
    );
    expect({ sending: answer.sending, idle: answer.idle }).toEqual(after);
    expect(leaving.addresses).toBe(11);
    const again = await preview(context, "main", wanted);
    expect([again.joining, again.leaving, again.changingRole].map(({ addresses }) => addresses)).toEqual([0, 0, 0]);
  });

  it("tells what stands in the way instead of refusing: duplicates, and addresses of another network by its name", async () => {
    const context = await database.openContext();
    await put(context, "other", ["192.0.2.9"]);
    expect((await preview(context, "main", ["192.0.2.0/28"])).obstacles).toEqual([
      { entry: 0, code: "address_taken", address: "192.0.2.9", network: "other" },
    ]);
    expect((await preview(context, "main", ["192.0.2.1", "192.0.2.1/32", "192.0.2.1/24"])).obstacles).toEqual([
      { entry: 1, code: "duplicate_address", address: null, network: null },
      { entry: 2, code: "invalid", address: null, network: null },
    ]);
  });

  it("of a new network has no ETag, and is for administrators alone", async () => {
    const context = await database.openContext();
    expect(await preview(context, "new", [])).toMatchObject({ etag: null, before: { sending: 0, idle: 0 } });
    const editor: Actor = { kind: "staff", id: 1, email: "e@example.org", name: "E", role: "editor", session: 1 };
    await expect(previewNetwork(context, editor, "new", [])).rejects.toMatchObject({ status: 403 });
  });

  it("a new network is made or nothing, where If-None-Match says so", async () => {
    const context = await database.openContext();
    const body = NetworkBody.parse({ name: "Main", addresses: ["192.0.2.1"] });
    await putNetwork(context, staff, "main", body, { ifNoneMatch: "*" });
    const other = NetworkBody.parse({ name: "Other", addresses: [] });
    await expect(putNetwork(context, staff, "main", other, { ifNoneMatch: "*" })).rejects.toMatchObject({
      status: 412,
      code: "precondition_failed",
    });
    expect((await getNetwork(context, staff, "main")).answer).toMatchObject({ name: "Main", sending: 1 });
  });
});
