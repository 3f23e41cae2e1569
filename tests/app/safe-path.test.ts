import { expect, test } from "vitest";
import { safeDeskPath } from "@/app/desk/safe-path";

test.each([
  "/desk",
  "/desk/networks/main",
  "/desk/checks/outlook",
  "/desk/incidents/new?network=main&source=outlook",
  "/desk/incidents/new?address=2001:db8::1&since=2014-07-01T09%3A00%3A00%2B02%3A00",
  "/desk/addresses/2001:db8::1",
])("who signs in is led on to %s", (path) => {
  expect(safeDeskPath(path)).toBe(path);
});

test.each([
  [undefined],
  [["/desk/networks", "//evil.example"]],
  [""],
  ["https://evil.example/desk"],
  ["//evil.example"],
  ["//evil.example/desk"],
  ["/\\evil.example"],
  ["\\\\evil.example/desk"],
  ["/desk\\..\\..\\evil"],
  ["/desk/../.."],
  ["/desk/.."],
  ["/desk/./networks"],
  ["/desk/%2e%2e/networks"],
  ["/desk/.%2E"],
  ["/desk%2f..%2f..%2fevil"],
  ["/%2f%2fevil.example"],
  ["/desk/%5c%5cevil.example"],
  ["/desk//evil.example"],
  ["/desk/"],
  ["/deskevil"],
  ["/desk@evil.example"],
  ["/desk:80@evil.example/"],
  ["javascript:alert(1)"],
  ["data:text/html,x"],
  ["/\t/evil.example"],
  ["/desk\n/networks"],
  ["\r\n/desk"],
  [" /desk"],
  ["/desk /networks"],
  ["/desk\0"],
  ["/desk/né"],
  ["/fr/desk"],
  ["/fr//evil.example"],
  ["/networks/main"],
  ["/api/v1/status"],
  ["/desk#//evil.example"],
  ["/desk/sign-in?to=/desk/sign-in"],
  ["desk/networks"],
  ["?to=x"],
])("nobody is led by %j anywhere but to the board", (to) => {
  expect(safeDeskPath(to)).toBe("/desk");
});
