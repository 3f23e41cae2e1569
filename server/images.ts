import { createHash } from "node:crypto";
import type { ImageAnswer } from "@/domain/contract/desk/images";
import { sizeOfImage } from "@/domain/images";
import { forgetOldBytes } from "@/server/database/empty-log";
import { encodeImage } from "@/server/images/encoding";
import type { Actor } from "./actor";
import { nameOf, requireScope, requireStaff } from "./actor";
import { recordAudit } from "./audit";
import { change } from "./change";
import type { Context } from "./context";
import { Problem } from "./problem";
import { withdrawEarlier } from "./version";

/**
 * Stores an image for texts to show, encoded anew (see `encodeImage`) under a name that follows from its bytes: the same image
 * again is the same. Returns where it stands.
 * Throws 401, 403, 409 `image_removed` where just this image was taken away, 422 as `encodeImage`, 503.
 */
export async function addImage(context: Context, actor: Actor, sent: Uint8Array): Promise<ImageAnswer> {
  requireScope(actor, "incidents:write");
  const { bytes, width, height, extension } = await encodeImage(sent);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 26);
  const name = `${hash}-${width}x${height}.${extension}`;
  await change(context, async (tx) => {
    const there = await tx.image.findUnique({ where: { name }, select: { removedAt: true } });
    if (there !== null && there.removedAt !== null) {
      throw new Problem(
        409,
        "image_removed",
        "This image was removed from the page. Cut or blacken what must not be seen.",
      );
    }
    if (there === null) {
      const createdAt = BigInt(Date.now());
      await tx.image.create({ data: { name, bytes: new Uint8Array(bytes), createdAt, createdBy: nameOf(actor) } });
      await recordAudit(tx, actor, "image.add", name);
    }
    return { result: null, changed: false };
  });
  return { name, url: `/images/${name}`, width, height };
}

/**
 * Takes an image away: its bytes go, its name stays gone (410), texts that name it show their words in its place, and what showed it
 * before is shown no more. Again: nothing.
 * Throws 401, 403 `staff_only`, 404 `not_found`, 503.
 */
export async function removeImage(context: Context, actor: Actor, name: string): Promise<void> {
  requireStaff(actor, "editor");
  await change(context, async (tx) => {
    const there = await tx.image.findUnique({ where: { name }, select: { removedAt: true } });
    if (there === null) throw unknownImage();
    if (there.removedAt === null) {
      await tx.image.update({ where: { name }, data: { bytes: null, removedAt: BigInt(Date.now()) } });
      await recordAudit(tx, actor, "image.remove", name);
    }
    await withdrawEarlier(tx);
    return { result: null, changed: true };
  });
  await forgetOldBytes(context);
}

/** The bytes of an image. Throws 404 `not_found`, 410 `image_removed`, 503. */
export async function getImage(
  { db }: Context,
  name: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string }> {
  const row = sizeOfImage(name) === null ? null : await db.image.findUnique({ where: { name } });
  if (row === null) throw unknownImage();
  if (row.bytes === null) throw new Problem(410, "image_removed", "This image was removed.");
  return { bytes: row.bytes, mediaType: name.endsWith(".png") ? "image/png" : "image/jpeg" };
}

function unknownImage(): Problem {
  return new Problem(404, "not_found", "There is no such image.");
}
