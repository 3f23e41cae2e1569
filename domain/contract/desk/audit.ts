import type { Operation } from "@/domain/contract/operation";

export const auditOperations: readonly Operation[] = [];
