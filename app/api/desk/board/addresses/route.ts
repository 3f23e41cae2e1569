import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { listBoardAddressesOperation } from "@/domain/contract/desk/board";
import { listBoardAddresses } from "@/server/board";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(listBoardAddressesOperation, async ({ context, actor, query }) =>
    privateJson(200, await listBoardAddresses(context, actor, query)),
  ),
);
