import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { badImages, goodImages, polyglots } from "@/tests/fixtures/hostile-images";
import { addStaff, signIn } from "@/tests/support/desk";
import type { RunningServer } from "@/tests/support/server";
import { startServer } from "@/tests/support/server";

let server: RunningServer;
let cookie: string;
let colleague: string;

beforeAll(async () => {
  server = await startServer();
  cookie = await signIn(server, await addStaff(server, "editor"));
  colleague = await signIn(server, await addStaff(server, "editor", "colleague@example.org"));
});
afterAll(() => server.stop());

interface Asked {
  readonly as?: string;
  readonly json?: unknown;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly type?: string;
  readonly headers?: Record<string, string>;
}

async function ask(method: string, path: string, { as = cookie, json, bytes, type, headers }: Asked = {}) {
  const response = await fetch(server.url + path, {
    method,
    headers: {
      Cookie: as,
      Origin: server.url,
      "Content-Type": type ?? "application/json",
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(bytes === undefined ? {} : { body: bytes }),
  });
  const received = Buffer.from(await response.arrayBuffer());
  const isJson = response.headers.get("content-type")?.includes("json");
  return {
    status: response.status,
    headers: response.headers,
    bytes: received,
    value: isJson ? JSON.parse(received.toString()) : null,
  };
}

const upload = async (bytes: Buffer, type: string, as = cookie) =>
  ask("POST", "/api/desk/images", { bytes: new Uint8Array(bytes), type, as });

test("A text is previewed as it is published, and refused as it would be", async () => {
  const markdown = "# Refused\n\nNo <script>x</script> **since** [09:00](javascript:x)";
  const { value } = await ask("POST", "/api/desk/preview", { json: { markdown } });
  expect(value.html).toBe("<h3>Refused</h3>\n<p>No &#x3C;script>x&#x3C;/script> <strong>since</strong> 09:00</p>");
  const json = {
    title: "T",
    impact: "none",
    networks: [],
    notify: false,
    update: { status: "resolved", bodyMarkdown: markdown },
  };
  const opened = await ask("POST", "/api/v1/incidents", { json });
  expect(opened.value.updates[0].bodyHtml).toBe(value.html);
  for (const wrong of ["", " \n", "x".repeat(65_537), "\0"]) {
    expect((await ask("POST", "/api/desk/preview", { json: { markdown: wrong } })).status).toBe(422);
  }
  expect((await ask("POST", "/api/desk/preview", { json: { markdown }, as: "" })).status).toBe(401);
});

test("An image is served for a year under its name, whole, not at all where it is known, and opens nothing", async () => {
  const { status, value, headers } = await upload(await goodImages.png(), "image/png");
  expect([status, headers.get("location")]).toEqual([201, value.url]);
  const image = await ask("GET", value.url, { as: "" });
  expect(image.status).toBe(200);
  expect(image.headers.get("content-type")).toBe("image/png");
  expect(image.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(image.headers.get("x-content-type-options")).toBe("nosniff");
  expect(image.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox; frame-ancestors 'none'");
  expect(await sharp(image.bytes).metadata()).toMatchObject({
    format: "png",
    width: value.width,
    height: value.height,
  });
  const etag = image.headers.get("etag") ?? "";
  expect(etag).toMatch(/^"[^"]+"$/);
  const known = await ask("GET", value.url, { headers: { "If-None-Match": etag } });
  expect([known.status, known.bytes.length, known.headers.get("etag")]).toEqual([304, 0, etag]);
  const head = await ask("HEAD", value.url);
  expect([head.status, head.bytes.length, head.headers.get("etag")]).toEqual([200, 0, etag]);
  expect((await ask("GET", `/fr${value.url}`)).status).toBe(200);
  for (const none of [
    "/images/none.png",
    `/images/${"0".repeat(26)}-1x1.png`,
    "/images/..%2f..%2fvigie.db",
    "/images/%00",
  ]) {
    expect([400, 404], none).toContain((await ask("GET", none)).status);
  }
  expect((await ask("POST", value.url, { json: {} })).status).toBe(405);
});

test("Nothing of a polyglot but its pixels is served", async () => {
  for (const [name, make] of Object.entries(polyglots)) {
    const { status, value } = await upload(await make(), name.startsWith("GIF") ? "image/gif" : "image/png");
    expect(status, name).toBe(201);
    const { bytes, headers } = await ask("GET", value.url);
    expect(bytes.toString("latin1"), name).not.toContain("smuggled");
    expect(headers.get("content-type")).toMatch(/^image\/(png|jpeg)$/);
  }
});

test("Hostile, huge and damaged files are refused in words, all at once, in bounded memory", async () => {
  const made = await Promise.all(
    Object.entries(badImages).map(async ([name, [make, code]]) => ({ name, code, bytes: await make() })),
  );
  const answers = await Promise.all(
    made.map(async ({ name, code, bytes }) => ({ name, code, answer: await upload(bytes, "image/png") })),
  );
  for (const { name, code, answer } of answers) {
    expect([answer.status, answer.value.code], name).toEqual([422, code]);
    expect(answer.value.detail.length, name).toBeGreaterThan(20);
  }
  const huge = await upload(Buffer.alloc(20 * 1_024 * 1_024, 1), "image/png");
  expect([huge.status, huge.value.code]).toEqual([413, "too_large"]);
  for (const type of ["image/svg+xml", "text/html", "application/octet-stream", "image/tiff", ""]) {
    expect((await upload(await goodImages.png(), type)).status, type).toBe(415);
  }
  expect((await upload(await goodImages.png(), "image/png")).status).toBe(201);
});

test("Images are added by staff and tokens that write texts, and removed by staff: then they are gone", async () => {
  const bytes = new Uint8Array(await goodImages.jpeg());
  const post = (token: string) =>
    fetch(`${server.url}/api/desk/images`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "image/jpeg" },
      body: bytes,
    });
  const token = await server.token("incidents:write");
  expect((await post(await server.token("read"))).status).toBe(403);
  const added = await post(token);
  expect(added.status).toBe(201);
  const { url } = await added.json();
  expect((await ask("DELETE", `/api/desk${url}`, { as: "" })).status).toBe(401);
  expect((await ask("DELETE", `/api/desk${url}`)).status).toBe(204);
  expect((await ask("GET", url)).status).toBe(410);
  expect((await upload(Buffer.from(bytes), "image/jpeg")).status).toBe(409);
});

test("An image of a text is shown with its size on the page, and in feeds at its whole address", async () => {
  const { value } = await upload(await goodImages.png(), "image/png");
  const bodyMarkdown = `![The form](${value.url})`;
  const json = {
    title: "Image",
    impact: "none",
    networks: [],
    notify: false,
    update: { status: "resolved", bodyMarkdown },
  };
  const { value: incident } = await ask("POST", "/api/v1/incidents", { json });
  const tag = `src="${value.url}" alt="The form" width="64" height="32" loading="lazy"`;
  expect((await ask("GET", `/incidents/${incident.slug}`)).bytes.toString()).toContain(tag);
  expect((await ask("GET", "/feed.json")).value.items[0].content_html).toContain(`src="${server.url}${value.url}"`);
});

test("A draft is one's own, tells colleagues that one is writing, and stays when one signs out", async () => {
  const path = `/api/desk/drafts/${encodeURIComponent("update/abc")}`;
  const json = { json: JSON.stringify({ body: "Half a" }) };
  expect((await ask("GET", path)).value).toEqual({ draft: null, others: [] });
  const { value: kept } = await ask("PUT", path, { json });
  expect(kept).toMatchObject({ draft: { json: json.json }, others: [] });
  expect((await ask("GET", path, { as: colleague })).value).toEqual({
    draft: null,
    others: [{ name: "editor", savedAt: kept.draft.savedAt }],
  });
  const again = await signIn(server, { email: "editor@example.org", password: "correct horse battery" });
  expect((await ask("GET", path, { as: again })).value.draft).toEqual(kept.draft);
  expect((await ask("DELETE", path)).status).toBe(204);
  expect((await ask("DELETE", path)).status).toBe(204);
  expect((await ask("GET", path, { as: colleague })).value).toEqual({ draft: null, others: [] });
  expect((await ask("GET", path, { as: "" })).status).toBe(401);
  expect((await ask("PUT", path, { json: { json: "{" } })).status).toBe(422);
  expect((await ask("PUT", path, { json: { json: JSON.stringify("x".repeat(600_000)) } })).status).toBe(422);
  expect((await ask("PUT", path, { json: { json: "x".repeat(3_000_000) } })).status).toBe(413);
  expect((await ask("PUT", `/api/desk/drafts/${encodeURIComponent("Nothing x")}`, { json })).status).toBe(404);
});

test("What a page holds that was made for one account is never kept for another that signed in meanwhile", async () => {
  const path = `/api/desk/drafts/${encodeURIComponent("update/mine")}`;
  const json = { json: JSON.stringify({ body: "Mine" }) };
  // The id of the first account that was made.
  const headers = { "Desk-Account": "1" };
  expect((await ask("PUT", path, { json, headers })).status).toBe(200);
  for (const method of ["PUT", "DELETE", "GET"]) {
    const refused = await ask(method, path, { headers, as: colleague, ...(method === "PUT" ? { json } : {}) });
    expect(refused).toMatchObject({ status: 403, value: { code: "other_account" } });
  }
  expect((await ask("GET", path, { as: colleague })).value.draft).toBeNull();
});

test("Two who edit one text lose nothing: the second is refused, and reads what the first wrote", async () => {
  const json = {
    title: "Two",
    impact: "none",
    networks: [],
    notify: false,
    update: { status: "resolved", bodyMarkdown: "Old" },
  };
  const { value: incident } = await ask("POST", "/api/v1/incidents", { json });
  const read = async (as: string) => (await ask("GET", `/api/desk/incidents/${incident.slug}`, { as })).value;
  const [mine, theirs] = [await read(cookie), await read(colleague)];
  const path = `/api/v1/incidents/${incident.id}/updates/${incident.updates[0].id}`;
  const edit = (as: string, text: string, revision: number) =>
    ask("PATCH", path, { as, json: { bodyMarkdown: text }, headers: { "If-Match": `"${revision}"` } });
  expect((await edit(cookie, "Mine", mine.updates[0].revision)).status).toBe(200);
  const refused = await edit(colleague, "Theirs", theirs.updates[0].revision);
  expect([refused.status, refused.value.code]).toEqual([412, "precondition_failed"]);
  const now = await read(colleague);
  expect(now.updates[0]).toMatchObject({ bodyMarkdown: "Mine", revisions: [{ bodyMarkdown: "Old" }] });
  expect((await edit(colleague, "Both", now.updates[0].revision)).status).toBe(200);
  expect((await ask("GET", `/api/desk/incidents/${incident.id}`, { as: "" })).status).toBe(401);
  expect((await ask("GET", "/api/desk/incidents/none")).status).toBe(404);
});
