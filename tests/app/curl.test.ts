import { expect, test } from "vitest";
import { curl } from "@/app/docs/api/curl";
import { description } from "@/app/docs/api/description";

function example(path: string, method = "get"): string {
  const operation = description.paths[path]?.[method];
  if (operation === undefined) throw new Error(`Nothing is described as ${method} ${path}.`);
  return curl(method, path, operation, undefined);
}

test("the line to try an operation with bears a token where it is refused without one, and nowhere else", () => {
  expect(example("/metrics")).toContain("Bearer $TOKEN");
  expect(example("/api/v1/events", "post")).toContain("Bearer $TOKEN");
  for (const path of ["/api/v1/status", "/api/v1/networks", "/api/v1/addresses/{ip}", "/healthz"]) {
    expect(example(path)).not.toContain("Bearer");
  }
});
