import { isProblem } from "@/server/problem";
import type { Child } from "./child";

/** One that dies over a question is seen to have ended shortly after its connection breaks. */
const SEEN_WITHIN_MS = 1_000;

/**
 * Asks the application something that changes nothing, once it is there, and once more where it ended meanwhile: another one is
 * there in under a second. Rejects as asking does, and with 503 `unavailable` where it is not there in time.
 */
export async function askOnceMore<T>(child: Pick<Child, "end" | "isThere">, ask: () => Promise<T>): Promise<T> {
  await child.isThere();
  const { end } = child;
  try {
    return await ask();
  } catch (error) {
    if (isProblem(error) || !(await endsSoon(end))) throw error;
    await child.isThere();
    return ask();
  }
}

/** Whether it has ended, or does in a moment. Of the wait nothing stays with an application that lives on. */
function endsSoon(end: AbortSignal): Promise<boolean> {
  if (end.aborted) return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = () => {
      clearTimeout(limit);
      end.removeEventListener("abort", settle);
      resolve(end.aborted);
    };
    const limit = setTimeout(settle, SEEN_WITHIN_MS);
    end.addEventListener("abort", settle);
  });
}
