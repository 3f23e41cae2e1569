import { empty } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { removeImageOperation } from "@/domain/contract/desk/images";
import { removeImage } from "@/server/images";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(removeImageOperation, async ({ context, actor, params }) => {
    await removeImage(context, actor, params.name);
    return empty(204);
  }),
);
