import { AsyncLocalStorage } from "node:async_hooks";

/** The part of a response that a page may speak of. */
interface Answer {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
}

const place = Symbol.for("vigie.page-answer");

/** One for all copies of this module: the framework loads modules more than once. */
function answers(): AsyncLocalStorage<Answer> {
  const home: typeof globalThis & { [place]?: AsyncLocalStorage<Answer> } = globalThis;
  home[place] ??= new AsyncLocalStorage();
  return home[place];
}

/** Runs the rendering of a page so that `answerWith` reaches its response. */
export function withAnswer<T>(answer: Answer, run: () => T): T {
  return answers().run(answer, run);
}

/** Sets status and headers of the page being rendered, before its first byte: the framework lets a page say 404 alone. */
export function answerWith(status: number, headers: Readonly<Record<string, string>>): void {
  const answer = answers().getStore();
  if (answer === undefined) return;
  answer.statusCode = status;
  for (const [name, value] of Object.entries(headers)) answer.setHeader(name, value);
}
