import { text } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { getMetricsOperation } from "@/domain/contract/operations/server";
import { requireScope } from "@/server/actor";
import { metricsText } from "@/server/metrics";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getMetricsOperation, async ({ context, actor }) => {
    if (!context.settings.metricsPublic) requireScope(actor, "read");
    return text(await metricsText(context), "text/plain; version=0.0.4; charset=utf-8");
  }),
);
