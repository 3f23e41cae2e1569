import { endpoint, on } from "@/app/api/endpoint";
import { kept } from "@/app/api/public";
import { loadCurve } from "@/app/views/curve";
import { viewerOf } from "@/app/views/viewer";
import { curveOperation } from "@/domain/contract/operations/views";
import { nobody } from "@/server/actor";
import { getNetwork } from "@/server/networks";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(curveOperation, async (call) => {
    const { context, lang, params, query } = call;
    const { answer } = await getNetwork(context, nobody, params.slug, lang);
    return kept(call, () => loadCurve(answer, query.window, viewerOf(context, lang)));
  }),
);
