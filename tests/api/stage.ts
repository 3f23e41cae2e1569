import { expect } from "vitest";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";
import type { Ask } from "./client";
import { client } from "./client";

/** The clock stands still here. */
export const NOW = "2014-07-01T12:00:00.000Z";

/** So many minutes after NOW. */
export const minutes = (count: number) => new Date(Date.parse(NOW) + count * 60_000).toISOString();

export interface Stage {
  readonly server: RunningServer;
  readonly ask: Ask;
  readonly admin: string;
}

/** A server at NOW with one receiver, outlook, and one network, main: 15 addresses that send since 20 June and an idle one. */
export async function setStage(): Promise<Stage> {
  const env = { TIME_ZONE: "Europe/Paris", LOCALE: "en" };
  const server = await startServer({ replayFrom: "2014-06-19T00:00:00Z", env });
  const ask = client(server.url);
  const admin = await server.token("admin");
  await ask("POST", "/replay", { json: { until: NOW, speed: 100_000_000 } });
  while ((await ask("GET", "/replay")).json.now !== NOW);

  const outlook = { name: "Outlook.com", kind: "receiver", removalUrl: "https://example.org/delist" };
  expect((await ask("PUT", "/api/v1/sources/outlook", { token: admin, json: outlook })).status).toBe(201);
  expect((await ask("PUT", "/api/v1/sources/outlook", { token: admin, json: outlook })).status).toBe(200);
  const since = "2014-06-20T00:00:00Z";
  const main = {
    name: "Main network",
    lang: "en",
    translations: { fr: { name: "Réseau principal" } },
    staleAfterMinutes: 45,
    addresses: [
      { address: "192.0.2.0/28", since },
      { address: "192.0.2.15", role: "idle", since },
    ],
  };
  const put = await ask("PUT", "/api/v1/networks/main", { token: admin, json: main });
  expect(put.status).toBe(201);
  expect(put.headers.get("location")).toBe("/api/v1/networks/main");
  expect(put.json).toMatchObject({ slug: "main", sending: 15, idle: 1 });
  return { server, ask, admin };
}
