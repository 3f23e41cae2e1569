import type { z } from "zod";
import { Problem } from "./problem";

/** Where a list goes on: the sort key of the last item given, so that what is inserted meanwhile moves nothing. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** The key in a cursor that `encodeCursor` made. Throws 422 `invalid` for any other text. */
export function decodeCursor<T extends z.ZodType>(schema: T, cursor: string): z.infer<T> {
  const key = schema.safeParse(jsonOf(Buffer.from(cursor, "base64url").toString()));
  if (key.success) return key.data;
  const detail = "This is not a cursor that this list gave.";
  throw new Problem(422, "invalid", detail, { errors: [{ path: "/cursor", code: "invalid", detail }] });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
