import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { operations } from "@/domain/contract/operations/all";
import { openapiDocument } from "@/server/openapi";

const document = openapiDocument();

test("The description is valid OpenAPI 3.1", async () => {
  const validator = new Validator();
  const result = await validator.validate(JSON.parse(JSON.stringify(document)));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(validator.version).toBe("3.1");
});

test("Every operation is described once, under an id of its own", () => {
  const described = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).sort());
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
});

test.each(operations.filter(({ body }) => body !== null))("The example of $id is one that it takes", ({ body }) => {
  const schema = body?.described ?? body?.schema;
  expect(schema?.safeParse(body?.example).error?.issues ?? []).toEqual([]);
});

test("A parameter or field that may be left out is not called required, and one that must be given is", () => {
  const schemas = document.components?.schemas ?? {};
  expect(schemas.NetworkDeclaration).toMatchObject({ required: ["name", "addresses"] });
  expect(schemas.UpdateBody).toMatchObject({ required: ["status", "bodyMarkdown", "notify"] });
  expect(schemas.IncidentPatch).not.toHaveProperty("required");
});
