import type { Operation } from "@/domain/contract/operation";

export const settingsOperations: readonly Operation[] = [];
