import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { previewOperation } from "@/domain/contract/desk/texts";
import { renderMarkdown } from "@/server/markdown";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(previewOperation, async ({ body }) => privateJson(200, { html: renderMarkdown(body.markdown) })),
);
