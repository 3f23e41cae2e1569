import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { getReplayOperation, setReplayOperation } from "@/domain/contract/operations/server";
import { getReplay, steerReplay } from "@/server/replay";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getReplayOperation, async ({ context, lang }) => privateJson(200, getReplay(context, lang))),
  on(
    setReplayOperation,
    async ({ context, body, lang }) => privateJson(200, await steerReplay(context, body, lang)),
    ({ context }) => getReplay(context),
  ),
);
