import { beforeEach, describe, expect, it } from "vitest";
import { Slug } from "@/domain/contract/text";
import { getIncident, openIncident } from "@/server/incidents";
import type { TestContext } from "@/tests/support/databases";
import { databases } from "@/tests/support/databases";
import { declare, incidentBody, writer } from "@/tests/support/incidents";

describe.each(databases)("the slug of an incident on $name", (database) => {
  let context: TestContext;
  beforeEach(async () => {
    context = await database.openContext();
    await declare(context);
  });
  const slugOf = async (title: string, startedAt = "2014-06-25T10:00:00Z") =>
    (await openIncident(context, writer, incidentBody({ title, startedAt }))).slug;

  it("says its title in Latin letters", async () => {
    expect(await slugOf("Courrier vers Outlook.com et Hotmail refusé")).toBe(
      "courrier-vers-outlook-com-et-hotmail-refuse",
    );
    expect(await slugOf("Œuvre, Straße & Łódź: 100 %!")).toBe("oeuvre-strasse-and-lodz-100");
    expect(await slugOf("BrightMail blocks")).toBe("brightmail-blocks");
  });

  it("is the day of its beginning where the title has none", async () => {
    expect(await slugOf("邮件被拒绝")).toBe("incident-2014-06-25");
    expect(await slugOf("🔥🔥🔥")).toBe("incident-2014-06-25-2");
  });

  it("is unique and within bounds, cut between words", async () => {
    const title = "Mail to every large receiver of the world is refused since the morning of Tuesday";
    const slugs = [
      await slugOf(title),
      await slugOf(title),
      await slugOf(title),
      await slugOf("x".repeat(120)),
      await slugOf("x".repeat(120)),
    ];
    expect(slugs.slice(0, 3)).toEqual([
      "mail-to-every-large-receiver-of-the-world-is-refused-since-the",
      "mail-to-every-large-receiver-of-the-world-is-refused-since-the-2",
      "mail-to-every-large-receiver-of-the-world-is-refused-since-the-3",
    ]);
    expect(new Set(slugs).size).toBe(slugs.length);
    for (const slug of slugs) expect(Slug.safeParse(slug).success, slug).toBe(true);
  });

  it("is never taken for an id or a window of time", async () => {
    const { id } = await openIncident(context, writer, incidentBody());
    const imitation = await slugOf(id);
    expect(imitation).toBe(`${id}-2`);
    expect((await getIncident(context, id)).slug).toBe("mail-refused");
    expect(await slugOf("24h")).toBe("24h-2");
  });
});
