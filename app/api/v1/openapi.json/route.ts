import { publicBytes } from "@/app/api/answer";
import { bare, endpoint } from "@/app/api/endpoint";
import { getOpenapiOperation } from "@/domain/contract/operations/server";
import { openapiDocument } from "@/server/openapi";
import { bodyOf } from "@/server/public-body";

const body = bodyOf(JSON.stringify(openapiDocument()));

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  bare(getOpenapiOperation, async (request) => publicBytes(request, body, "application/json")),
);
