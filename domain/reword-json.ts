/** A text of JSON, with the colon behind it where it is the name of a field. */
const TEXT = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;

/**
 * JSON with every text in it put through `reword`; names of fields, and how the rest is written, stay. Text by text, since JSON
 * may be nested deeper than a stack is.
 */
export function rewordJson(json: string, reword: (text: string) => string): string {
  return json.replace(TEXT, (written: string, colon: string | undefined) => {
    if (colon !== undefined) return written;
    const text = String(JSON.parse(written));
    const reworded = reword(text);
    return reworded === text ? written : JSON.stringify(reworded);
  });
}
