import { endpoint, on } from "@/app/api/endpoint";
import { passing } from "@/app/api/public";
import { getHealthOperation } from "@/domain/contract/operations/status";
import { healthAt, healthBuckets, healthPoints } from "@/server/health";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getHealthOperation, async (call) => {
    const { context, params, query } = call;
    const { at, step, ...stretch } = query;
    if (at !== null) return passing(await healthAt(context, params.slug, { at, source: query.source }));
    if (step === null) return passing(await healthPoints(context, params.slug, stretch));
    const { buckets } = await healthBuckets(context, params.slug, { ...stretch, step });
    return passing({ buckets });
  }),
);
