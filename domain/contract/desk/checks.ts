import type { Operation } from "@/domain/contract/operation";

export const checksOperations: readonly Operation[] = [];
