import { z } from "zod";
import { looseText } from "./text";

/** The page of a list that is asked for. Text in, since it comes from the query. */
export const ListQuery = z.object({
  limit: z
    .string()
    .regex(/^[0-9]{1,4}$/, { error: "A whole number from 1 to 1000." })
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= 1_000, { error: "A whole number from 1 to 1000." })
    .default(50)
    .meta({ type: "integer", minimum: 1, maximum: 1_000, default: 50, description: "How many items at most." }),
  cursor: looseText(512)
    .nullable()
    .default(null)
    .meta({ description: "`nextCursor` of the page before; it survives inserts." }),
});
export type ListQuery = z.infer<typeof ListQuery>;

/** One page of a list; `nextCursor` null: it was the last. */
export interface ListOf<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
