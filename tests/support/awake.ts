import type { Page } from "@playwright/test";

/*
 * What shows that a page has been taken over is known to React alone: the product has no use for a mark of its own, and one set
 * by an effect would come before the parts that hydrate later. Where React is another, these names are the first to look at.
 */

/** Until the page answers keys, which one that was just drawn by the server does a moment later; no person is as fast as that. */
export async function untilAwake(page: Page): Promise<void> {
  await page.waitForFunction(isAwake);
}

/** Runs in the browser. */
async function isAwake(): Promise<boolean> {
  const controls = [...document.querySelectorAll("nav a, main :is(button, input, textarea)")];
  const isHeld = (control: Element) => Object.keys(control).some((name) => name.startsWith("__reactFiber"));
  const roots = Object.entries(document).filter(([name]) => name.startsWith("__reactContainer"));
  const isDrawnAnew = roots.some(([, root]) => root.stateNode.current.memoizedState.isDehydrated === false);
  if (document.readyState !== "complete" || !isDrawnAnew || controls.length === 0 || !controls.every(isHeld))
    return false;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return true;
}
