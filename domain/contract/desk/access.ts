import type { Operation } from "@/domain/contract/operation";

export const accessOperations: readonly Operation[] = [];
