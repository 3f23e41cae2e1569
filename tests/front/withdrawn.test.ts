import { existsSync, readdirSync, renameSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { goodImages } from "@/tests/fixtures/hostile-images";
import { applicationPid } from "@/tests/support/application-process";
import { addStaff, signIn } from "@/tests/support/desk";
import { filesHolding } from "@/tests/support/kept-files";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";
import type { Site } from "@/tests/support/site";
import { siteOf } from "@/tests/support/site";
import { readStream } from "@/tests/support/stream-reader";

const SECRET = "hunter2-was-the-password";
const IMAGE_MARK = Buffer.from("IDAT");
const SOON = { timeout: 30_000, interval: 20 };

let server: RunningServer;
let site: Site;
let cookie: string;
let slug: string;
let image: string;
let dataDir: string;

const get = async (where: string) => {
  const response = await fetch(server.url + where);
  return { status: response.status, text: Buffer.from(await response.arrayBuffer()).toString("latin1") };
};
const readings = () => [
  ...["", "/fr"].flatMap((lang) =>
    ["/", "/incidents", `/incidents/${slug}`, "/networks/main", "/feed.xml", "/atom.xml"].map((url) => lang + url),
  ),
  ...["/feed.json", "/api/v1/status", "/api/v1/status?lang=fr", "/api/v1/incidents", `/api/v1/incidents/${slug}`],
  ...["/api/v1/timeline", `/incidents/${slug}/feed.xml`],
];
const desk = (method: string, where: string, body: BodyInit, type = "application/json") =>
  fetch(server.url + where, { method, body, headers: { Cookie: cookie, "Content-Type": type, Origin: server.url } });

const holding = (bytes: string | Buffer) => filesHolding(path.join(dataDir, "pages"), bytes);

async function redact(): Promise<void> {
  const [update] = JSON.parse((await get(`/api/v1/incidents/${slug}`)).text).updates;
  const where = `/api/v1/incidents/${slug}/updates/${update.id}/redactions`;
  await site.send("POST", where, { text: SECRET, reason: "a password" });
}

beforeAll(async () => {
  server = await startServer();
  ({ dataDir } = server);
  site = siteOf(server);
  cookie = await signIn(server, await addStaff(server, "administrator"));
  await site.network("main", 2, 10);
  const png = new Uint8Array(await goodImages.png());
  const added = await desk("POST", "/api/desk/images", png, "image/png");
  image = (await added.json()).url;
  const bodyMarkdown = `We said ${SECRET}. ![a screenshot](${image})`;
  slug = await site.incident("Refused", ["main"], { update: { bodyMarkdown } });
  for (const where of readings()) await get(where);
  await get(image);
  await vi.waitFor(() => {
    expect(holding(SECRET).length).toBeGreaterThan(10);
    expect(holding(IMAGE_MARK)).toHaveLength(1);
  }, SOON);
}, 120_000);
afterAll(() => server.stop());

test("a text is in no kept file once its redaction is answered, and in no reading from then on, that of the stream included", async () => {
  const stream = await readStream(`${server.url}/api/v1/stream`);
  expect((await stream.find(() => true)).data.includes(SECRET)).toBe(true);
  await redact();
  expect(holding(SECRET)).toEqual([]);
  const sent = stream.frames.length;
  const told = await Promise.all(readings().map(get));
  expect(told.map(({ status }) => status)).toEqual(told.map(() => 200));
  expect(told.filter(({ text }) => text.includes(SECRET)).length).toBe(0);
  await stream.find(({ data }) => data.includes("█"));
  expect(stream.frames.slice(sent).filter(({ data }) => data.includes(SECRET)).length).toBe(0);
  stream.close();
});

test("what is essential is kept again at once: an application that is lost a second later takes no page along", async () => {
  const essential = ["index.html", "fr/index.html", "networks/main/index.html", "incidents/index.html", "feed.xml"];
  const isThere = () => essential.every((file) => existsSync(path.join(dataDir, "pages", file)));
  await vi.waitFor(() => expect(isThere()).toBe(true), SOON);
  process.kill(applicationPid(server), "SIGKILL");
  for (const where of ["/", "/fr", "/networks/main", "/incidents", "/feed.xml"]) {
    const { status, text } = await get(where);
    expect(status).toBe(200);
    expect(text.includes(SECRET)).toBe(false);
  }
  await vi.waitFor(async () => expect((await get("/readyz")).status).toBe(200), SOON);
});

test("an image that was removed is in no kept file once that is answered, and in no reading", async () => {
  await get(image);
  await vi.waitFor(() => expect(holding(IMAGE_MARK)).toHaveLength(1), SOON);
  const removed = await desk("DELETE", `/api/desk${image}`, "{}");
  expect(removed.status).toBe(204);
  expect(holding(IMAGE_MARK)).toEqual([]);
  expect((await get(image)).status).toBe(410);
});

test("a page that offers look-ups is told no more once they are not offered", async () => {
  const offers = async () => (await get("/")).text.includes('action="/address"');
  expect(await offers()).toBe(true);
  const page = await (await fetch(`${server.url}/api/desk/page`, { headers: { Cookie: cookie } })).json();
  const { revision: _, spoken: __, ...wanted } = page;
  const saved = await desk("PUT", "/api/desk/page", JSON.stringify({ ...wanted, publicLookUps: false }));
  expect(saved.status).toBe(200);
  expect(holding('action="/address"')).toEqual([]);
  expect(await offers()).toBe(false);
});

test("neither comes back with a front that starts without its database, though it was killed at once", async () => {
  slug = await site.incident("Refused again", ["main"], { update: { bodyMarkdown: `We said ${SECRET} again.` } });
  for (const where of readings()) await get(where);
  await vi.waitFor(() => expect(holding(SECRET).length).toBeGreaterThan(10), SOON);
  await redact();
  await server.kill();
  expect(holding(SECRET)).toEqual([]);
  for (const name of readdirSync(dataDir).filter((name) => name.startsWith("vigie.db"))) {
    renameSync(path.join(dataDir, name), path.join(dataDir, `away-${name}`));
  }
  server = await startServer({ dataDir, isFrontEnough: true });
  const told = await Promise.all([...readings(), image].map(get));
  expect(told.filter(({ text }) => text.includes(SECRET) || text.includes("IDAT")).length).toBe(0);
  expect([...holding(SECRET), ...holding(IMAGE_MARK)]).toEqual([]);
}, 60_000);
