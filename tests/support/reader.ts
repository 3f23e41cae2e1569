import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { IncidentAnswer } from "@/domain/contract/incident";

/** Everybody, who reads an incident without signing in: on its page, as JSON, in the feed. */
export function readerOf(page: Page, url: string, slug: string) {
  const get = async <T>(path: string): Promise<T> => {
    const answer = await fetch(url + path);
    expect(answer.status, path).toBe(200);
    return answer.json();
  };
  const incident = () => get<IncidentAnswer>(`/api/v1/incidents/${slug}`);
  const feed = () => get<{ items: { content_html: string }[] }>("/feed.json");
  return {
    get,
    incident,
    /** All three tell of the newest update, its text and where the incident stands by it. Leaves the page open. */
    async finds(text: string, status: string, heading: string) {
      const newest = async () => (await incident()).updates[0]?.bodyMarkdown;
      await expect.poll(newest, { message: "the JSON" }).toContain(text);
      expect((await incident()).status).toBe(status);
      const first = async () => (await feed()).items[0]?.content_html;
      await expect.poll(first, { message: "the feed" }).toContain(text);
      await page.goto(`${url}/incidents/${slug}`);
      await expect(page.getByText(text, { exact: false }).first()).toBeVisible();
      await expect(page.getByText(heading, { exact: true }).first()).toBeVisible();
    },
  };
}
