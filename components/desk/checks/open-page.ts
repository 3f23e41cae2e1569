import { linkFor } from "@/domain/source-link";

/** Opens a page of a source in a tab of its own, which learns nothing of this one. */
export function openPage(template: string | null, address: string): void {
  if (template !== null) window.open(linkFor(template, address), "_blank", "noopener,noreferrer");
}

/** Copies a text. Answers whether it was: browsers refuse where the site has no https. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
