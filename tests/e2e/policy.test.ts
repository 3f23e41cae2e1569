import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { get } from "node:http";
import type { Page, Response } from "@playwright/test";
import { contentPolicy, hashScripts } from "@/front/policy";
import { untilAwake } from "@/tests/support/awake";
import { expect, test } from "@/tests/support/browser";
import { addStaff, bringSession } from "@/tests/support/desk";
import { siteOf } from "@/tests/support/site";

const HEADERS_AT_MOST_BYTES = 3_000;
const UPDATES = 20;
const NETWORKS = 10;

interface Raw {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Of the status line, all headers as they were sent, and the empty line. */
  readonly headBytes: number;
  readonly body: string;
}

function read(url: string): Promise<Raw> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const lines = response.rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part) + 2, 0);
        const headBytes = `HTTP/1.1 200 OK\r\n\r\n`.length + lines;
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, headBytes, body: Buffer.concat(chunks).toString() });
      });
    }).on("error", reject);
  });
}

const policyOf = (headers: IncomingHttpHeaders) => String(headers["content-security-policy"]);
const allowedBy = (policy: string) => [...(policy.match(/'sha256-[^']+'/g) ?? [])].sort();
const inline = /<script(?![^>]* src=)[^>]*>([\s\S]*?)<\/script>/g;
const hashesOf = (html: string) =>
  [...html.matchAll(inline)].map(([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);

/** As a client gets it that takes only the one encoding; `text` is decoded. */
async function fetchAs(encoding: string, url: string): Promise<{ readonly headers: Headers; readonly text: string }> {
  const answer = await fetch(url, { headers: { "accept-encoding": encoding } });
  return { headers: answer.headers, text: await answer.text() };
}

/** Serves what the page's own address would, with other bytes. */
async function serveInstead(
  page: Page,
  url: string,
  headers: IncomingHttpHeaders,
  body: string,
): Promise<Response | null> {
  const policy = policyOf(headers);
  await page.route(url, (route) =>
    route.fulfill({ contentType: "text/html; charset=utf-8", headers: { "content-security-policy": policy }, body }),
  );
  return page.goto(url);
}

test("every public page, in both languages and encodings, runs its own scripts by their hashes and takes over, with a short header", async ({
  page,
  server,
  browser,
}) => {
  const site = siteOf(server);
  await site.source("receiver-policy", { name: "Outlook.com" });
  await Promise.all(Array.from({ length: NETWORKS }, (_, index) => site.network(`many-${index}`, 100 + index, 2)));
  await site.network("policy", 60, 10, { name: "Policy network" });
  await site.tell("block", "receiver-policy", 60, 2);
  const slug = await site.incident("Long story", ["policy"], { noticeMarkdown: 'nonce="x" <script>' });
  await site.updates(
    slug,
    Array.from({ length: UPDATES }, (_, index) => ({
      title: `Update ${index} </script><script>window.planted = 1</script>`,
      bodyMarkdown: `${'Much is said, `<script nonce="x">` too. '.repeat(100)}${index}`,
    })),
  );
  const kept = ["/", "/networks/policy?window=24h", "/incidents", `/incidents/${slug}`];
  const others = ["/address", "/address/192.0.60.1", "/docs/api", "/networks/none"];
  for (const [encoding, paths] of [
    ["br", [...kept, ...others]],
    ["gzip", ["/"]],
  ] as const) {
    const context = await browser.newContext({ extraHTTPHeaders: { "accept-encoding": encoding } });
    const reader = await context.newPage();
    const complaints: string[] = [];
    reader.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    reader.on("pageerror", (error) => complaints.push(String(error)));
    for (const path of paths) {
      for (const prefix of ["", "/fr"]) {
        const url = `${server.url}${prefix}${path}`.replace(/\/fr\/$/, "/fr");
        const { headers, body, headBytes } = await read(url);
        expect(headBytes, url).toBeLessThan(HEADERS_AT_MOST_BYTES);
        const allowed = allowedBy(policyOf(headers));
        expect(hashesOf(body).sort(), url).toEqual(allowed);
        expect(allowed.length, url).toBeLessThanOrEqual(4);
        expect(/<(script|link)[^<>]* nonce/.test(body), url).toBe(false);

        const response = await reader.goto(url);
        expect(response?.headers()["content-encoding"]).toBe(encoding);
        await untilAwake(reader);
        expect(await reader.evaluate(() => Reflect.has(window, "planted"))).toBe(false);
      }
    }
    await context.close();
    expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
  }
  for (const path of kept.flatMap((one) => [one, `/fr${one}`.replace(/\/$/, "")])) {
    const { headers, text } = await fetchAs("gzip", `${server.url}${path}`);
    expect(headers.get("content-encoding"), path).toBe("gzip");
    expect(hashesOf(text).sort(), path).toEqual(allowedBy(headers.get("content-security-policy") ?? ""));
  }
  // And it goes on by itself from there.
  await page.goto("/fr/networks/policy");
  await untilAwake(page);
  await site.tell("block", "receiver-policy", 60, 5);
  await expect(page.getByText(/5 sur 10/).first()).toBeVisible();
});

test("what somebody planted in the bytes of a page does not run, and the page does", async ({ context, server }) => {
  const url = `${server.url}/`;
  const { headers, body } = await read(url);
  const planted = `
    <script>window.planted = "inline"</script>
    <script nonce="">window.planted = "an empty nonce"</script>
    <script nonce="Z3Vlc3NlZCBub25jZSE=">window.planted = "a guessed nonce"</script>
    <script src="data:text/javascript,window.planted='data'"></script>
    <script src="https://elsewhere.example/planted.js"></script>
    <img id="broken" src="/none.png" onerror="window.planted = 'onerror'">
    <svg onload="window.planted = 'onload'"></svg>
    <a id="link" href="javascript:window.planted='a link'">link</a>
    <iframe srcdoc="<script>parent.planted = 'a frame'</script>"></iframe>`;
  const page = await context.newPage();
  const refused: string[] = [];
  page.on("console", (message) => message.type() === "error" && refused.push(message.text()));
  await serveInstead(page, url, headers, body.replace("</body>", `${planted}</body>`));
  await untilAwake(page);
  await page.locator("#link").dispatchEvent("click");
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.planted = 'by another script'";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", `<button id="b" onclick="window.planted = 'onclick'">b</button>`);
    document.getElementById("b")?.click();
  });
  await expect.poll(() => refused.length).toBeGreaterThanOrEqual(9);
  expect(await page.evaluate(() => Reflect.get(window, "planted") ?? null)).toBeNull();
});

test("a page that came in five hundred pieces takes over all the same, by few hashes", async ({ page, server }) => {
  const url = `${server.url}/`;
  const { body } = await read(url);
  const nonce = "a+b/c9Z0xK+/Qm1hExng3w==";
  const opening = `<script nonce="${nonce}">`;
  const [whole = "", data = ""] =
    /<script>self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)/.exec(body) ??
    /;self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)/.exec(body) ??
    [];
  expect(data.length).toBeGreaterThan(10_000);
  const text: string = JSON.parse(data);
  const size = Math.ceil(text.length / 500);
  const pieces = Array.from({ length: 500 }, (_, index) => text.slice(index * size, (index + 1) * size));
  const scripts = pieces.map(
    (piece) => `</script>${opening}self.__next_f.push([1,${JSON.stringify(piece).replaceAll("<", "\\u003c")}])`,
  );
  const asMade = body
    .replace(/<script(?![^>]* src=)/g, `<script nonce="${nonce}"`)
    .replace(whole, () => scripts.join(""));
  expect(asMade.split(opening).length).toBeGreaterThan(500);

  const { html, policy } = hashScripts(asMade, contentPolicy(`'nonce-${nonce}'`));
  expect(policy.match(/sha256-/g)?.length).toBeLessThanOrEqual(4);
  await serveInstead(page, url, { "content-security-policy": policy }, html);
  await untilAwake(page);
});

test("the desk bears a nonce of its own with each answer, and a short header", async ({ page, server }) => {
  await bringSession(page.context(), server, await addStaff(server, "administrator"));
  const seen = new Set<string>();
  for (const path of ["/desk", "/desk", "/desk/incidents/new"]) {
    const response = await page.goto(path);
    const headers = (await response?.allHeaders()) ?? {};
    const policy = headers["content-security-policy"] ?? "";
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    expect(policy).not.toMatch(/sha256|unsafe/);
    expect(nonce).toHaveLength(24);
    expect(headers["cache-control"]).toContain("no-store");
    const size = Object.entries(headers).reduce((sum, [name, value]) => sum + `${name}: ${value}\r\n`.length, 0);
    expect(size).toBeLessThan(HEADERS_AT_MOST_BYTES);
    await untilAwake(page);
    seen.add(nonce);
  }
  expect(seen.size).toBe(3);
});
