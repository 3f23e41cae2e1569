import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { getReplayOperation, setReplayOperation } from "@/domain/contract/operations/server";
import { getReplay, steerReplay } from "@/server/replay";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getReplayOperation, async ({ context }) => privateJson(200, getReplay(context))),
  on(
    setReplayOperation,
    async ({ context, body }) => privateJson(200, await steerReplay(context, body)),
    ({ context }) => getReplay(context),
  ),
);
