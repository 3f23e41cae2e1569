import type { Operation } from "@/domain/contract/operation";
import * as declaring from "./declaring";
import * as events from "./events";
import { feedOperations } from "./feeds";
import * as incidents from "./incidents";
import * as server from "./server";
import * as status from "./status";

/** Every operation, in the order in which they are told. */
export const operations: readonly Operation[] = [
  ...Object.values(status),
  ...Object.values(incidents),
  ...Object.values(events),
  ...Object.values(declaring),
  ...feedOperations,
  ...Object.values(server),
];
