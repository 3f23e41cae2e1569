import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { getClockOperation } from "@/domain/contract/desk/incidents";
import { formatInstant } from "@/domain/instant";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(getClockOperation, async ({ context }) => privateJson(200, { now: formatInstant(context.clock.now()) })),
);
