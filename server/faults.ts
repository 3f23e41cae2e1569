import type { z } from "zod";
import type { Fault } from "./problem";
import { Problem } from "./problem";

const MAX_FAULTS = 100;

type Issue = z.core.$ZodIssue;

/** A union tells of every branch; the one that failed below its root is the one that was meant. */
function meant(issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const branch = issue.errors.find((issues) => issues.every(({ path }) => path.length > 0));
  return (branch ?? []).length === 0
    ? [issue]
    : (branch ?? []).flatMap((inner) => meant({ ...inner, path: [...issue.path, ...inner.path] }));
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function isMissing(issue: Issue, root: unknown): boolean {
  let value = root;
  for (const key of issue.path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return true;
    value = Reflect.get(value, key);
  }
  return false;
}

/**
 * What zod found wrong with `value`, as faults of a problem document: at most 100, in the order found.
 * Codes: `required` for a field that is not there, what a schema names in `params.code`, else `invalid`.
 */
export function faultsOf(error: z.core.$ZodError, value: unknown): Fault[] {
  return error.issues
    .slice(0, MAX_FAULTS)
    .flatMap(meant)
    .map((issue) => {
      const path = pointerOf(issue.path);
      if (isMissing(issue, value)) return { path, code: "required", detail: "Must be given." };
      const code = issue.code === "custom" ? issue.params?.code : undefined;
      return { path, code: typeof code === "string" ? code : "invalid", detail: issue.message };
    });
}

/**
 * `value` as `schema` reads it. Throws 422 with every fault; the code of the problem is that of its faults
 * where they share one of their own, else `invalid`.
 */
export function parse<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = faultsOf(result.error, value);
  const codes = new Set(errors.map(({ code }) => (code === "required" ? "invalid" : code)));
  const [code = "invalid"] = codes.size === 1 ? codes : [];
  const [first] = errors;
  throw new Problem(422, code, first === undefined ? "Invalid." : `${first.path || "The body"}: ${first.detail}`, {
    errors,
  });
}
