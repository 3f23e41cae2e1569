import type { Schema } from "./description";

/** A type in words, with the name of the schema that it refers to, if any: "array of" and "Network". */
export interface TypeWords {
  readonly text: string;
  readonly reference: string | null;
}

/** One line of a table of fields. */
export interface Field {
  /** With the names of those it lies in: `update.status`, `networks[].slug`. */
  readonly name: string;
  readonly type: TypeWords;
  readonly isRequired: boolean;
  readonly about: string;
}

const plain = (text: string): TypeWords => ({ text, reference: null });

/** The type of a value in words. */
export function typeWords(schema: Schema): TypeWords {
  if (schema.$ref !== undefined) return { text: "", reference: schema.$ref.replace("#/components/schemas/", "") };
  if (schema.const !== undefined) return plain(JSON.stringify(schema.const));
  if (schema.enum !== undefined) return plain(schema.enum.map((value) => JSON.stringify(value)).join(" | "));
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants !== undefined) {
    return plain(
      variants
        .map((variant) => typeWords(variant))
        .map(({ text, reference }) => `${text}${reference ?? ""}`)
        .join(" | "),
    );
  }
  const types = [schema.type ?? "anything"].flat();
  const orNull = types.includes("null") ? " or null" : "";
  const [type = "anything"] = types.filter((name) => name !== "null");
  if (type === "array" && schema.items !== undefined) {
    const item = typeWords(schema.items);
    return {
      text: `array of ${item.text}`.trim() + (item.reference === null ? orNull : ""),
      reference: item.reference,
    };
  }
  if (type === "object" && typeof schema.additionalProperties === "object" && schema.properties === undefined) {
    return plain(`object by key${orNull}`);
  }
  return plain(`${schema.format === "date-time" ? "instant" : type}${orNull}`);
}

/** Bounds, default and description in a sentence or two; empty where there are none. */
export function aboutWords(schema: Schema): string {
  const bounds = [
    schema.minimum !== undefined && schema.minimum > -1e9 && `at least ${schema.minimum}`,
    schema.maximum !== undefined && schema.maximum < 1e15 && `at most ${schema.maximum}`,
    schema.maxLength !== undefined && `at most ${schema.maxLength} characters`,
    schema.default !== undefined && schema.default !== null && `default ${JSON.stringify(schema.default)}`,
  ].filter((bound) => bound !== false);
  const first = bounds.length === 0 ? "" : `${bounds.join(", ")}.`;
  return [schema.description, first.charAt(0).toUpperCase() + first.slice(1)].filter(Boolean).join(" ");
}

/** The fields of an object, those of objects and lists inside it after them. A reference is not followed. */
export function fieldsOf(schema: Schema, prefix = ""): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    const field = {
      name,
      type: typeWords(value),
      isRequired: schema.required?.includes(key) ?? false,
      about: aboutWords(value),
    };
    return [field, ...fieldsInside(value, name)];
  });
}

function fieldsInside(schema: Schema, name: string): Field[] {
  if (schema.items !== undefined) return fieldsInside(schema.items, `${name}[]`);
  const values = schema.additionalProperties;
  if (typeof values === "object" && schema.properties === undefined) return fieldsInside(values, `${name}.*`);
  return fieldsOf(schema, `${name}.`);
}
