import path from "node:path";
import type { Browser, Cookie, Page } from "@playwright/test";

const sizes = { phone: { width: 390, height: 844 }, wide: { width: 1280, height: 900 } } as const;
const schemes = ["light", "dark"] as const;
const languages = ["en", "fr"] as const;

/** A page to be taken in every size, scheme and language. */
export interface Scene {
  readonly name: string;
  readonly url: string;
  /** As in "/networks/main". */
  readonly path: string;
  readonly isScripted?: boolean;
  /** Signed in as who has these cookies. */
  readonly cookies?: readonly Cookie[];
  /** What is done on the page before it is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
}

export interface Shot {
  readonly name: string;
  readonly file: string;
}

/** Takes a scene in two sizes, two schemes and two languages, whole pages, into `folder`. */
export async function shootScene(browser: Browser, scene: Scene, folder: string): Promise<Shot[]> {
  const shots: Shot[] = [];
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const colorScheme of schemes) {
      const context = await browser.newContext({
        viewport,
        colorScheme,
        reducedMotion: "reduce",
        javaScriptEnabled: scene.isScripted ?? true,
      });
      if (scene.cookies !== undefined) await context.addCookies([...scene.cookies]);
      const page = await context.newPage();
      for (const lang of languages) {
        const name = `${scene.name}-${lang}-${size}-${colorScheme}`;
        const file = path.join(folder, `${name}.png`);
        await take(page, `${scene.url}${lang === "en" ? "" : `/${lang}`}${scene.path}`, file, scene.prepare);
        shots.push({ name, file });
      }
      await context.close();
    }
  }
  return shots;
}

async function take(page: Page, url: string, file: string, prepare: Scene["prepare"]): Promise<void> {
  await page.goto(url, { waitUntil: "load" });
  await prepare?.(page);
  await page.evaluate(() => document.fonts.ready.then(() => undefined)).catch(() => undefined);
  await page.screenshot({ path: file, fullPage: true });
}

const perRow = Object.keys(sizes).length * schemes.length * languages.length;

/** All shots on one sheet, a scene a row, each with its name: a picture to be looked at whole. */
export async function contactSheet(browser: Browser, shots: readonly Shot[], file: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 2400, height: 900 } });
  const figures = shots.map(
    ({ name, file }) =>
      `<figure><div><img src="${path.basename(file)}" alt=""></div><figcaption>${name}</figcaption></figure>`,
  );
  const half = perRow / 2;
  const style = `body { margin: 16px; display: grid; gap: 16px; font: 11px sans-serif; background: #888;
    grid-template-columns: repeat(${half}, 1fr) repeat(${half}, 2.4fr); } figure { margin: 0; min-width: 0; }
    div { height: 420px; overflow: hidden; } img { width: 100%; display: block; } figcaption { color: #fff; padding: 4px 0; }`;
  const base = `file://${path.dirname(file)}/`;
  await page.goto(base);
  await page.setContent(`<base href="${base}"><style>${style}</style>${figures.join("")}`, { waitUntil: "load" });
  // Hundreds of pictures take a busy machine longer than a page does.
  await page.screenshot({ path: file, fullPage: true, timeout: 0 });
  await page.close();
}
