import { endpoint, on } from "@/app/api/endpoint";
import { kept, passing } from "@/app/api/public";
import { listSourcesOperation } from "@/domain/contract/operations/declaring";
import { listSources } from "@/server/sources";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(listSourcesOperation, async (call) => {
    const list = () => listSources(call.context, call.query, call.lang);
    return call.query.cursor === null ? kept(call, list) : passing(await list());
  }),
);
