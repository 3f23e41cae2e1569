import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { kept, passing } from "@/app/api/public";
import { listNetworksOperation } from "@/domain/contract/operations/declaring";
import { holds } from "@/server/actor";
import { listNetworks } from "@/server/networks";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(listNetworksOperation, async (call) => {
    const { context, actor, query, lang } = call;
    const list = () => listNetworks(context, actor, query, lang);
    if (holds(actor, "read")) return privateJson(200, await list());
    return query.cursor === null ? kept(call, list) : passing(await list());
  }),
);
