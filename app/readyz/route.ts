import { text } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { getReadyzOperation } from "@/domain/contract/operations/server";
import { currentVersion } from "@/server/version";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getReadyzOperation, async ({ context }) => {
    await currentVersion(context);
    return text("ready\n");
  }),
);
