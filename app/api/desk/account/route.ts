import { empty, privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { getAccountOperation, patchAccountOperation } from "@/domain/contract/desk/access";
import { changeAccount, getAccount } from "@/server/account";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getAccountOperation, async ({ context, actor }) => privateJson(200, await getAccount(context, actor))),
  on(patchAccountOperation, async ({ context, actor, body }) => {
    await changeAccount(context, actor, body);
    return empty(204);
  }),
);
