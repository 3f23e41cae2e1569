import type { Context } from "@/server/context";

/** What Prisma throws where another process holds the lock. */
const busy = Object.assign(new Error("on purpose"), { cause: { kind: "SocketTimeout" } });

/** The context on a database that is lost as soon as a transaction is durable: every query after it fails. */
export function deafAfterCommit(context: Context): Context {
  let isDeaf = false;
  const db = new Proxy(context.db, {
    get(target, name) {
      if (isDeaf) return lost;
      if (name !== "$transaction") return Reflect.get(target, name);
      return async (...given: Parameters<typeof target.$transaction>) => {
        const result = await Reflect.apply(target.$transaction, target, given);
        isDeaf = true;
        return result;
      };
    },
  });
  return { ...context, db };
}

/** Every table and every method of it rejects. */
const lost: unknown = new Proxy(() => undefined, {
  get: () => lost,
  apply: () => Promise.reject(busy),
});
