/** JSON with every text in it put through `reword`; names of fields stay. As it was, to the letter, where no text changes. */
export function rewordJson(json: string, reword: (text: string) => string): string {
  let isReworded = false;
  const value: unknown = JSON.parse(json, (_field, part: unknown) => {
    if (typeof part !== "string") return part;
    const reworded = reword(part);
    isReworded ||= reworded !== part;
    return reworded;
  });
  return isReworded ? JSON.stringify(value) : json;
}
