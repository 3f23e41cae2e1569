import { expect, test } from "vitest";
import { versionHeardOf } from "@/front/door/heard-of";

test("an open page says of which version it has heard where it asks for one of its parts, and nobody else can", () => {
  expect(versionHeardOf("/api/views/log?network=main&lang=fr&version=17")).toBe(17);
  expect(versionHeardOf("/api/views/curve/main?version=17&lang=fr")).toBe(17);
  for (const url of [
    "/?version=17",
    "/networks/main?window=7d&version=17",
    "/api/v1/status?lang=fr&version=17",
    "/feed.xml?a=/api/views/log&version=17",
    "/api/views/log?lang=fr",
    "/api/views/log?inversion=17",
    "/api/views/log?version=17x",
    "/api/views/log?version=1234567890123456",
    "/api/views/version=17",
  ]) {
    expect(versionHeardOf(url), url).toBeNull();
  }
});
