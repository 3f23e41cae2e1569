import { text } from "@/app/api/answer";
import { bare, endpoint } from "@/app/api/endpoint";
import { getHealthzOperation } from "@/domain/contract/operations/server";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  bare(getHealthzOperation, async () => text("ok\n")),
);
