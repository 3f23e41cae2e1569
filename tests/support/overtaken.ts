import type { Context } from "@/server/context";

/** The context of a request that `deed` overtakes: it is done just before the request's first transaction begins. */
export function overtakenBy(context: Context, deed: () => Promise<unknown>): Context {
  let isDone = false;
  const db = new Proxy(context.db, {
    get(target, name) {
      if (name !== "$transaction" || isDone) return Reflect.get(target, name);
      return async (...given: Parameters<typeof target.$transaction>) => {
        isDone = true;
        await deed();
        return Reflect.apply(target.$transaction, target, given);
      };
    },
  });
  return { ...context, db };
}
