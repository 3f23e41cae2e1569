import type { Operation } from "@/domain/contract/operation";
import { accessOperations } from "./access";
import { auditOperations } from "./audit";
import { boardOperations } from "./board";
import { checksOperations } from "./checks";
import { declaringOperations } from "./declaring";
import { incidentsOperations } from "./incidents";
import { settingsOperations } from "./settings";
import { textsOperations } from "./texts";

/** Everything that the desk asks under /api/desk/, beside what it does by the API's own operations. */
export const deskOperations: readonly Operation[] = [
  ...accessOperations,
  ...auditOperations,
  ...boardOperations,
  ...checksOperations,
  ...declaringOperations,
  ...incidentsOperations,
  ...settingsOperations,
  ...textsOperations,
];
