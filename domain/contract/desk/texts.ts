import type { Operation } from "@/domain/contract/operation";

export const textsOperations: readonly Operation[] = [];
