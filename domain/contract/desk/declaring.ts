import type { Operation } from "@/domain/contract/operation";

export const declaringOperations: readonly Operation[] = [];
