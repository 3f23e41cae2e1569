import { describe, expect, it } from "vitest";
import { isFromHere } from "@/front/door/same-origin";

const site = "https://status.example.org";
const host = "10.0.0.5:3000";

describe("a page of this site made a browser send a request", () => {
  it.each([
    ["where Fetch Metadata says so", { "sec-fetch-site": "same-origin" }],
    ["where it says so, whatever the Origin", { "sec-fetch-site": "same-origin", origin: "null" }],
    ["by the Origin of PUBLIC_URL in an older browser", { origin: site }],
    ["by the Origin that was asked, as behind a tunnel", { origin: `http://${host}` }],
  ])("%s", (_, headers) => {
    expect(isFromHere({ host, ...headers }, site)).toBe(true);
  });
});

describe("no page of this site did", () => {
  it.each([
    ["where another site is named", { "sec-fetch-site": "cross-site", origin: site }],
    ["where a sister site is named", { "sec-fetch-site": "same-site", origin: site }],
    ["where a person typed the address", { "sec-fetch-site": "none" }],
    ["where nothing is said", {}],
    ["where the Origin is hidden", { origin: "null" }],
    ["where the Origin is another", { origin: "https://evil.example" }],
    ["where the Origin begins alike", { origin: "https://status.example.org.evil.example" }],
    ["where the Origin has another scheme", { origin: "http://status.example.org" }],
    ["where the Origin has another port", { origin: "https://status.example.org:8443" }],
    ["where the Origin is no URL", { origin: "status.example.org" }],
  ])("%s", (_, headers) => {
    expect(isFromHere({ host, ...headers }, site)).toBe(false);
  });
});
