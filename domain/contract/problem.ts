import { z } from "zod";

/** One fault of a body or query. */
const FaultAnswer = z.object({
  path: z.string().meta({ description: "JSON Pointer (RFC 6901) into the body; for a query, `/` and the parameter." }),
  code: z.string(),
  detail: z.string(),
});

/** The document of every refusal (RFC 9457). `code` is stable; some problems have further members. */
export const ProblemAnswer = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ example: "unknown_address" }),
    detail: z.string(),
    errors: z.array(FaultAnswer).optional(),
  })
  .meta({ id: "Problem" });
export type ProblemAnswer = z.infer<typeof ProblemAnswer>;
