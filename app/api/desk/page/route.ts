import { privateJson } from "@/app/api/answer";
import { wishOf } from "@/app/api/declared";
import { endpoint, on } from "@/app/api/endpoint";
import { getPageOperation, putPageOperation } from "@/domain/contract/desk/settings";
import { getPage, putPage } from "@/server/page-settings";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getPageOperation, async ({ context, actor }) => {
    const { answer, etag } = await getPage(context, actor);
    return privateJson(200, answer, { ETag: etag });
  }),
  on(putPageOperation, async ({ context, actor, body, request }) => {
    const { answer, etag } = await putPage(context, actor, body, wishOf(request));
    return privateJson(200, answer, { ETag: etag });
  }),
);
