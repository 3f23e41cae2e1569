import { operations } from "@/domain/contract/operations/all";
import { openapiDocument } from "@/server/openapi";

/** What the page reads of a JSON Schema, as the description holds it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

export interface Content {
  readonly schema: Schema;
  readonly example?: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

export interface DescribedOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, Content>> }>
  >;
}

interface Description {
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** The published description of the API, as any client reads it. */
export const description: Description = JSON.parse(JSON.stringify(openapiDocument()));

export interface Group {
  readonly name: string;
  readonly id: string;
  readonly operations: readonly {
    readonly method: string;
    readonly path: string;
    readonly operation: DescribedOperation;
  }[];
}

/** Operations by group, in the order in which they are told. */
export const groups: readonly Group[] = description.tags.map(({ name }) => ({
  name,
  id: name.toLowerCase().replaceAll(" ", "-"),
  operations: operations
    .filter(({ group }) => group === name)
    .flatMap(({ path, method: upper }) => {
      const method = upper.toLowerCase();
      const operation = description.paths[path]?.[method];
      return operation === undefined ? [] : [{ method, path, operation }];
    }),
}));
