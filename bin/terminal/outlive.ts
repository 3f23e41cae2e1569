/** Whoever reads what this process says may go away (a closed pipe or terminal): that ends nothing but the words. */
export function outliveListeners(): void {
  for (const output of [process.stdout, process.stderr]) output.on("error", () => undefined);
}
