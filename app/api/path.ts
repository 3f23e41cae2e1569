import { Slug } from "@/domain/contract/text";
import { Problem } from "@/server/problem";

/** The parameters in braces of a path: `ParamsOf<"/a/{b}/{c}">` has `b` and `c`. */
export type ParamsOf<P extends string> = string extends P
  ? Readonly<Record<string, string>>
  : P extends `${string}{${infer Name}}${infer Rest}`
    ? { readonly [K in Name]: string } & ParamsOf<Rest>
    : unknown;

/** What ids and slugs look like: what does not cannot exist. Other parameters are read by whoever looks them up. */
const shapes: Readonly<Record<string, (value: string) => boolean>> = {
  slug: (value) => Slug.safeParse(value).success,
  id: isName,
  updateId: isName,
};

function isName(value: string): boolean {
  return /^[A-Za-z0-9_-]{1,128}$/.test(value);
}

/**
 * What stands in a path where its template has parameters, decoded. Throws 404 where a name cannot be one; `codes` are
 * those of the parameters, in their order.
 */
export function paramsOf<P extends string>(template: P, pathname: string, codes: readonly string[]): ParamsOf<P> {
  const given = pathname.split("/");
  const params: Record<string, string> = {};
  for (const [index, part] of template.split("/").entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) continue;
    const value = decode(given[index] ?? "");
    if (shapes[name]?.(value) === false) {
      throw new Problem(404, codes[Object.keys(params).length] ?? "not_found", "There is nothing by that name.");
    }
    params[name] = value;
  }
  return params as ParamsOf<P>;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Problem(400, "malformed", "The path is not validly encoded.");
  }
}
