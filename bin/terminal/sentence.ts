/** Ends the process with a sentence for the person at the terminal. */
export function endWithSentence(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
