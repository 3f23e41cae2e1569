import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { addImageOperation } from "@/domain/contract/desk/images";
import { addImage } from "@/server/images";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(addImageOperation, async ({ context, actor, bytes }) => {
    const image = await addImage(context, actor, bytes);
    return privateJson(201, image, { Location: image.url });
  }),
);
