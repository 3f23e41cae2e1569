import { faultsOf, overflowOf } from "@/tests/support/axe";
import { expect, test } from "@/tests/support/browser";
import { addStaff, bringSession } from "@/tests/support/desk";
import { siteOf } from "@/tests/support/site";

for (const [colorScheme, prefix, width] of [
  ["light", "", 390],
  ["dark", "/fr", 1280],
] as const) {
  test(`axe finds nothing wrong with any page of the desk, ${colorScheme}, ${width} px, at ${prefix || "/"}`, async ({
    browser,
    server,
  }) => {
    const site = siteOf(server);
    await site.source("receiver-seen", { name: "Outlook.com", removalUrl: "https://example.org/removal?ip={ip}" });
    await site.source("asked", { name: "A form", kind: "manual", lookupUrl: "https://example.org/?ip={ip}" });
    await site.network("seen", 30, 10, { name: "Seen network", staleAfterMinutes: 45 });
    await site.look(["seen"]);
    await site.tell("block", "receiver-seen", 30, 4);
    const slug = await site.incident("Seen to be refused", ["seen"], { noticeMarkdown: "Nothing to do." });
    const { updates } = await (await fetch(`${server.url}/api/v1/incidents/${slug}`)).json();
    const context = await browser.newContext({ baseURL: server.url, colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    for (const path of ["/desk/sign-in", "/desk/set-up", "/desk/invitation"]) await look(path);
    await bringSession(context, server, await addStaff(server, "administrator"));
    for (const path of [
      "/desk",
      "/desk/incidents",
      "/desk/incidents/new",
      `/desk/incidents/${slug}`,
      `/desk/incidents/${slug}/updates/${updates[0].id}`,
      `/desk/incidents/${slug}/notice`,
      `/desk/incidents/${slug}/postmortem`,
      "/desk/checks",
      "/desk/checks/asked",
      "/desk/addresses/192.0.30.1",
      "/desk/networks",
      "/desk/networks/new",
      "/desk/networks/seen",
      "/desk/sources",
      "/desk/sources/new",
      "/desk/sources/receiver-seen",
      "/desk/probes",
      "/desk/people",
      "/desk/account",
      "/desk/tokens",
      "/desk/settings",
      "/desk/audit",
    ]) {
      await look(path);
    }
    await context.close();

    async function look(path: string): Promise<void> {
      const response = await page.goto(`${prefix}${path}`, { waitUntil: "load" });
      expect(response?.status(), path).toBe(200);
      expect(await faultsOf(page), path).toEqual([]);
      for (const narrow of [width, 320]) {
        await page.setViewportSize({ width: narrow, height: 900 });
        expect(await overflowOf(page), `${path} is wider than its screen of ${narrow} px`).toBeLessThanOrEqual(0);
      }
      await page.setViewportSize({ width, height: 900 });
    }
  });
}
