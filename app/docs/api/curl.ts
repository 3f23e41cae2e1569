import type { Content, DescribedOperation } from "./description";

/** A command that works once $VIGIE and $TOKEN are set. */
export function curl(
  method: string,
  path: string,
  { security, responses }: DescribedOperation,
  content: Content | undefined,
): string {
  const isOptional = security.some((scheme) => Object.keys(scheme).length === 0);
  // What says which scope it wants is not for everybody, though a setting may open it.
  const needsToken = security.length > 0 && (!isOptional || "403" in responses);
  const url = `"$VIGIE${path
    .replace("{ip}", "192.0.2.7")
    .replace("/sources/{slug}", "/sources/outlook")
    .replace("{slug}", "main")
    .replace(/\{(\w+)\}/g, "$$$1")}"`;
  return [
    `curl ${method === "get" ? "" : `-X ${method.toUpperCase()} `}${url}`,
    ...(needsToken ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(content === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(content.example, null, 2)}'`]),
  ].join(" \\\n  ");
}
