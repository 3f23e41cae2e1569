import type { BrowserContext, Page } from "@playwright/test";
import { untilAwake } from "./awake";
import type { Account } from "./desk";

/** Five keys a second, and a second of thought before a page that is new. */
const KEYS_PER_SECOND = 5;
const THOUGHT_S = 1;

/** Somebody who has a keyboard and no mouse. */
export interface Hands {
  /** One after the other; of a chord ("Control+Enter") every key counts. */
  press(...keys: string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** A page or a state that is new has to be read. */
  think(): void;
  /** What was pressed so far, and how long a person takes for it. */
  count(): { readonly keys: number; readonly thoughts: number; readonly seconds: number };
}

export function handsOn(page: Page): Hands {
  const { keyboard } = page;
  let keys = 0;
  let thoughts = 0;
  return {
    async press(...pressed) {
      for (const key of pressed) {
        await untilAwake(page);
        await keyboard.press(key);
        keys += key.split("+").length;
      }
    },
    async type(text) {
      await keyboard.type(text);
      keys += text.length;
    },
    think() {
      thoughts += 1;
    },
    count: () => ({ keys, thoughts, seconds: keys / KEYS_PER_SECOND + thoughts * THOUGHT_S }),
  };
}

export async function signInByKeyboard(page: Page, url: string, { email, password }: Account): Promise<void> {
  await page.goto(`${url}/desk/sign-in`);
  await untilAwake(page);
  await page.keyboard.type(email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${url}/desk`);
}

/** Every event of a pointer that reaches a page of the context from here on. A click that the keyboard made is none. */
export async function watchPointers(context: BrowserContext): Promise<readonly string[]> {
  const seen: string[] = [];
  await context.exposeBinding("tellPointer", (_, what: string) => seen.push(what));
  await context.addInitScript(() => {
    const tell = (event: Event) => {
      if (event instanceof MouseEvent && event.type === "click" && event.detail === 0) return;
      (window as unknown as { tellPointer(what: string): void }).tellPointer(`${event.type} on ${location.pathname}`);
    };
    for (const type of ["pointerdown", "pointermove", "mousedown", "mousemove", "click", "wheel", "touchstart"]) {
      window.addEventListener(type, tell, { capture: true, passive: true });
    }
  });
  return seen;
}

/** Puts a picture into the browser's clipboard, as a screenshot does. */
export async function copyPicture(page: Page, png: Buffer): Promise<void> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) })]);
  }, png.toString("base64"));
}
