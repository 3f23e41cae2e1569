import type { Operation } from "@/domain/contract/operation";

export const incidentsOperations: readonly Operation[] = [];
