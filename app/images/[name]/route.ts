import { forAnybody } from "@/app/api/answer";
import { bare, endpoint } from "@/app/api/endpoint";
import { paramsOf } from "@/app/api/path";
import { getImageOperation } from "@/domain/contract/desk/images";
import { currentContext } from "@/server/context";
import { getImage } from "@/server/images";
import { answerWith } from "@/server/page-answer";

/** Whoever opens an image by itself opens nothing else with it. */
const policy = "default-src 'none'; sandbox; frame-ancestors 'none'";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  bare(getImageOperation, async (request) => {
    answerWith(200, { "Content-Security-Policy": policy });
    const { name = "" } = paramsOf<string>(getImageOperation.path, new URL(request.url).pathname, []);
    const { bytes, mediaType } = await getImage(currentContext(), name);
    return forAnybody(bytes, mediaType, "public, max-age=31536000, immutable");
  }),
);
