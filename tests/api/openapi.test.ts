import { readdirSync } from "node:fs";
import path from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { deskOperations } from "@/domain/contract/desk/all";
import { getImageOperation } from "@/domain/contract/desk/images";
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

test.each([...operations, ...deskOperations].filter(({ body }) => body !== null))(
  "The example of $id is one that it takes",
  ({ body }) => {
    const schema = body?.described ?? body?.schema;
    expect(schema?.safeParse(body?.example).error?.issues ?? []).toEqual([]);
  },
);

test("A parameter or field that may be left out is not called required, and one that must be given is", () => {
  const schemas = document.components?.schemas ?? {};
  expect(schemas.NetworkDeclaration).toMatchObject({ required: ["name", "addresses"] });
  expect(schemas.UpdateBody).toMatchObject({ required: ["status", "bodyMarkdown", "notify"] });
  expect(schemas.IncidentPatch).not.toHaveProperty("required");
});

test("Every route is described, and every description has a route", async () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" }).filter(
    (file) => path.basename(file) === "route.ts",
  );
  const served = files
    .map((file) => `/${path.dirname(file)}`.replace(/\[(\w+)\]/g, "{$1}"))
    // Answers 404 to the rest of the API; what the pages' own parts ask for is no contract.
    .filter((route) => !route.includes("[") && !route.startsWith("/api/views/"));
  const answeredByTheFront = "/api/v1/stream";
  const described = [...operations, ...deskOperations, getImageOperation]
    .map(({ path }) => path)
    .filter((route) => route !== answeredByTheFront);
  expect(served.sort()).toEqual([...new Set(described)].sort());
});
