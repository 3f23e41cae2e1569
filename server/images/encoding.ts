import type { Sharp } from "sharp";
import sharp from "sharp";
import { isProblem, Problem } from "@/server/problem";

/** An image of ours: pixels encoded by us, with nothing else in it. */
export interface EncodedImage {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  readonly extension: "png" | "jpg";
}

const WIDEST = 2_000;
/** Several screens of a phone under each other. */
const HIGHEST = 8_000;
/** What the largest cameras of telephones give; decoded, some 200 MB. */
const MAX_PIXELS = 50_000_000;
/** Up to so many times the bytes of a JPEG, the sharp letters of a screenshot are worth it. */
const WORTH_OF_SHARPNESS = 3;

const formats: ReadonlySet<string> = new Set(["png", "jpeg", "webp", "gif", "avif", "heif"]);

// What else libvips can read has no business here, so that no such decoder ever sees what was sent.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["Jpeg", "Png", "Webp", "Nsgif", "Heif"].map((format) => `VipsForeignLoad${format}`),
});
sharp.cache(false);
sharp.concurrency(1);

/**
 * Makes of what somebody sent an image that shows the same and holds nothing else: the first picture of a PNG, JPEG, WebP, GIF or
 * AVIF, turned as it was meant to be seen, at most 2,000 pixels wide and 8,000 high, in sRGB, without metadata. A photograph
 * becomes a JPEG; what stays small without loss, as screenshots do, a PNG. The same bytes give the same image. One at a time.
 * Throws 422 `not_an_image` for what is none of these or is damaged, `too_many_pixels` beyond 50 million.
 */
export function encodeImage(sent: Uint8Array): Promise<EncodedImage> {
  const turn = line.then(() => encode(sent));
  line = turn.catch(() => undefined);
  return turn;
}

/** Memory is bounded by there being one. */
let line: Promise<unknown> = Promise.resolve();

async function encode(sent: Uint8Array): Promise<EncodedImage> {
  try {
    const format = await formatOf(sent);
    const { data, info } = await open(sent)
      .autoOrient()
      .resize({ width: WIDEST, height: HIGHEST, fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    const pixels = () => sharp(data, { raw: { width, height, channels } });
    const bytes = await smallest(pixels, format === "jpeg");
    return { bytes, width, height, extension: bytes[0] === 0xff ? "jpg" : "png" };
  } catch (error) {
    throw isProblem(error) ? error : refused(error);
  }
}

async function smallest(pixels: () => Sharp, isPhotograph: boolean): Promise<Buffer> {
  const jpeg = await pixels().flatten({ background: "#ffffff" }).jpeg({ quality: 85, mozjpeg: true }).toBuffer();
  if (isPhotograph) return jpeg;
  const png = await pixels().png({ compressionLevel: 9 }).toBuffer();
  return png.length <= WORTH_OF_SHARPNESS * jpeg.length ? png : jpeg;
}

async function formatOf(sent: Uint8Array): Promise<string> {
  const { format, width, height } = await open(sent).metadata();
  if (!formats.has(format)) throw refused(null);
  if (width * height > MAX_PIXELS) throw tooManyPixels();
  return format;
}

function open(sent: Uint8Array): Sharp {
  return sharp(sent, { limitInputPixels: MAX_PIXELS, failOn: "truncated", sequentialRead: true, pages: 1 });
}

function tooManyPixels(): Problem {
  return new Problem(422, "too_many_pixels", "An image may have 50 million pixels. Make it smaller.");
}

function refused(cause: unknown): Problem {
  if (cause instanceof Error && /pixel limit|too large|exceeds/i.test(cause.message)) return tooManyPixels();
  const detail = "This is no PNG, JPEG, WebP, GIF or AVIF that can be read. Save it anew as one of them.";
  return new Problem(422, "not_an_image", detail, { cause });
}
