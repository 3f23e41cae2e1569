import type { Context } from "./context";

/**
 * Something that lives as long as its context, made when it is first asked for. All copies of a module share it: the
 * framework loads modules more than once. Names are unique in this process, each with one type.
 */
export function perContext<T extends object>(name: string, make: () => T): (context: Context) => T {
  const place = Symbol.for(`vigie.per-context.${name}`);
  const home: typeof globalThis & { [place]?: WeakMap<Context, T> } = globalThis;
  return (context) => {
    const all = home[place] ?? new WeakMap<Context, T>();
    home[place] = all;
    const found = all.get(context);
    if (found !== undefined) return found;
    const made = make();
    all.set(context, made);
    return made;
  };
}
