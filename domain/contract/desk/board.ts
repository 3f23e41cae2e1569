import type { Operation } from "@/domain/contract/operation";

export const boardOperations: readonly Operation[] = [];
