import { endpoint, on } from "@/app/api/endpoint";
import { auditCsvOperation } from "@/domain/contract/desk/audit";
import { auditLines } from "@/server/audit-log";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(auditCsvOperation, async ({ context, actor, query }) => {
    const headers = {
      "Content-Type": "text/csv; charset=utf-8; header=present",
      "Content-Disposition": 'attachment; filename="audit.csv"',
      "Cache-Control": "private, no-store",
    };
    return new Response(streamOf(auditLines(context, actor, query)), { headers });
  }),
);

/** Lines as they are asked for, so that a long log is never held as a whole. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await lines.return(undefined)),
  });
}
