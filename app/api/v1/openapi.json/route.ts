import { forAnybody } from "@/app/api/answer";
import { bare, endpoint } from "@/app/api/endpoint";
import { getOpenapiOperation } from "@/domain/contract/operations/server";
import { openapiDocument } from "@/server/openapi";

const body = JSON.stringify(openapiDocument());

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  bare(getOpenapiOperation, async () => forAnybody(body, "application/json")),
);
