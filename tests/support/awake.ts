import type { Page } from "@playwright/test";

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
