import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { nobody } from "@/server/actor";
import { addImage, getImage, removeImage } from "@/server/images";
import { encodeImage } from "@/server/images/encoding";
import { badImages, goodImages, polyglots } from "@/tests/fixtures/hostile-images";
import { databases } from "@/tests/support/databases";
import { writer } from "@/tests/support/incidents";
import { refusal } from "@/tests/support/refusal";

const editor = { kind: "staff", id: 1, email: "e@example.org", name: "E", role: "editor", session: 1 } as const;

describe("an image", () => {
  it.each(Object.entries(goodImages))("comes out as PNG or JPEG, the same each time: %s", async (_, make) => {
    const sent = await make();
    const { bytes, width, height, extension } = await encodeImage(sent);
    expect(await sharp(bytes).metadata()).toMatchObject({
      width,
      height,
      format: extension === "png" ? "png" : "jpeg",
    });
    expect(width).toBeLessThanOrEqual(2_000);
    expect((await encodeImage(sent)).bytes.equals(bytes)).toBe(true);
  });

  it("is kept without loss where it is a screenshot, and as a JPEG where it is a photograph", async () => {
    const extensionOf = async (make: () => Promise<Buffer>) => (await encodeImage(await make())).extension;
    expect(await extensionOf(goodImages.png)).toBe("png");
    expect(await extensionOf(goodImages.webp)).toBe("png");
    expect(await extensionOf(goodImages.jpeg)).toBe("jpg");
    expect(await extensionOf(goodImages["a photograph as PNG"])).toBe("jpg");
    const sent = await goodImages.png();
    const { bytes } = await encodeImage(sent);
    expect(
      (await sharp(bytes).ensureAlpha().raw().toBuffer()).equals(await sharp(sent).ensureAlpha().raw().toBuffer()),
    ).toBe(true);
  });

  it("stands as its camera meant it, and of an animation the first picture is kept", async () => {
    const turned = await sharp(await goodImages.jpeg())
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(await encodeImage(turned)).toMatchObject({ width: 32, height: 64 });
    const { bytes } = await encodeImage(await goodImages["an animation"]());
    const { dominant } = await sharp(bytes).stats();
    expect(dominant.r).toBeGreaterThan(200);
    expect(dominant.g).toBeLessThan(50);
  });

  it.each(Object.entries(polyglots))("keeps nothing but its pixels: %s", async (_, make) => {
    const sent = await make();
    expect(sent.toString("latin1")).toContain("smuggled");
    const { bytes } = await encodeImage(sent);
    expect(bytes.toString("latin1")).not.toContain("smuggled");
    const { exif, icc, xmp, iptc, comments } = await sharp(bytes).metadata();
    expect([exif, icc, xmp, iptc, comments]).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(bytes.subarray(-2).toString("hex")).toBe(bytes[0] === 0xff ? "ffd9" : "6082");
  });

  it.each(Object.entries(badImages))("is refused in words where it is %s", async (_, [make, code]) => {
    const before = process.memoryUsage().rss;
    expect(await refusal(encodeImage(await make()))).toMatchObject({ status: 422, code });
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });
});

describe.each(databases)("the images of a page on $name", (database) => {
  it("stand under a name that follows from their bytes and tells their size", async () => {
    const context = await database.openContext();
    const sent = await goodImages.png();
    const image = await addImage(context, writer, sent);
    expect(image).toMatchObject({ width: 64, height: 32, url: `/images/${image.name}` });
    expect(image.name).toMatch(/^[0-9a-f]{26}-64x32\.png$/);
    expect(await addImage(context, editor, sent)).toEqual(image);
    const { bytes, mediaType } = await getImage(context, image.name);
    expect(mediaType).toBe("image/png");
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 64, height: 32 });
    const entries = await context.db.auditEntry.findMany({ where: { action: "image.add" } });
    expect(entries).toMatchObject([{ actor: "token:desk", subject: image.name }]);
    expect(await refusal(getImage(context, `${"0".repeat(26)}-1x1.png`))).toMatchObject({ status: 404 });
    expect(await refusal(getImage(context, "../vigie.db"))).toMatchObject({ status: 404 });
  });

  it("are gone with every byte once they are removed, and do not come back by themselves", async () => {
    const context = await database.openContext();
    const sent = await goodImages["a photograph as PNG"]();
    const { name } = await addImage(context, editor, sent);
    const { bytes } = await getImage(context, name);
    const file = fileURLToPath(context.settings.databaseUrl);
    const sample = Buffer.from(bytes.subarray(2_000, 2_200));
    const holds = () => ["", "-wal"].some((suffix) => readFileSync(file + suffix).includes(sample));
    expect(holds()).toBe(true);
    await removeImage(context, editor, name);
    const { version, shownFrom } = context.memory.settings;
    expect(shownFrom).toBe(version);
    await removeImage(context, editor, name);
    expect(holds()).toBe(false);
    expect(await refusal(getImage(context, name))).toMatchObject({ status: 410, code: "image_removed" });
    expect(await refusal(addImage(context, editor, sent))).toMatchObject({ status: 409, code: "image_removed" });
    const entries = await context.db.auditEntry.findMany({ where: { action: "image.remove" } });
    expect(entries).toMatchObject([{ actor: "staff:e@example.org", subject: name }]);
  });

  it("are added by who writes texts, and removed by staff", async () => {
    const context = await database.openContext();
    const sent = await goodImages.png();
    expect(await refusal(addImage(context, nobody, sent))).toMatchObject({ status: 401 });
    expect(await refusal(addImage(context, { ...writer, scopes: ["read"] }, sent))).toMatchObject({ status: 403 });
    const { name } = await addImage(context, writer, sent);
    expect(await refusal(removeImage(context, writer, name))).toMatchObject({ status: 403, code: "staff_only" });
    expect(await refusal(removeImage(context, editor, "none"))).toMatchObject({ status: 404 });
  });
});
