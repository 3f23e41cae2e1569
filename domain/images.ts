/** The least of what a description says nothing: what the desk puts where one is to be written. */
export const ALTERNATIVE_TO_WRITE = "…";

const imageName = /^[0-9a-f]{26}-(\d{1,5})x(\d{1,5})\.(png|jpg)$/;
const imageOfText = /!\[((?:\\.|[^\]\\])*)\]\(\s*<?\/images\/([0-9a-f]{26}-\d{1,5}x\d{1,5}\.(?:png|jpg))/g;

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Width and height in pixels, which an image's name tells; null where it is no name of one of ours. */
export function sizeOfImage(name: string): ImageSize | null {
  const [, width, height] = imageName.exec(name) ?? [];
  return width === undefined || height === undefined ? null : { width: Number(width), height: Number(height) };
}

/** Names of our images that a text shows, each once, in the text's order. */
export function imagesOf(markdown: string): string[] {
  return [...new Set([...markdown.matchAll(imageOfText)].map(([, , name = ""]) => name))];
}

/** How many images of a text say nothing to who cannot see them. */
export function undescribedImages(markdown: string): number {
  return [...markdown.matchAll(imageOfText)].filter(([, alternative = ""]) => {
    const words = alternative.trim();
    return words === "" || words === ALTERNATIVE_TO_WRITE;
  }).length;
}
