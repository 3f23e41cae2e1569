import { describe, expect, test } from "vitest";
import { clientAddress, trustIn } from "@/front/door/client-address";

const proxies = ["10.0.0.0/8", "2001:db8:1::/48", "192.0.2.1"];

describe("the reader's address", () => {
  test("is the peer's where no proxy is trusted, whatever the header says", () => {
    expect(clientAddress("198.51.100.7", "203.0.113.9", trustIn([]))).toBe("198.51.100.7");
    expect(clientAddress("198.51.100.7", "203.0.113.9", trustIn(proxies))).toBe("198.51.100.7");
  });

  test("is the last hop that no trusted proxy is", () => {
    expect(clientAddress("10.0.0.1", "203.0.113.9", trustIn(proxies))).toBe("203.0.113.9");
    expect(clientAddress("10.0.0.1", "203.0.113.9, 192.0.2.1, 2001:db8:1::5", trustIn(proxies))).toBe("203.0.113.9");
  });

  test("cannot be forged by a reader who sends the header", () => {
    expect(clientAddress("10.0.0.1", "127.0.0.1, 10.0.0.9, 203.0.113.9", trustIn(proxies))).toBe("203.0.113.9");
  });

  test("is the proxy's where the header is missing or nonsense", () => {
    expect(clientAddress("10.0.0.1", undefined, trustIn(proxies))).toBe("10.0.0.1");
    expect(clientAddress("10.0.0.1", "unknown", trustIn(proxies))).toBe("10.0.0.1");
    expect(clientAddress("10.0.0.1", "203.0.113.9, nonsense", trustIn(proxies))).toBe("10.0.0.1");
  });

  test("is one for all its spellings", () => {
    expect(clientAddress("::ffff:198.51.100.7", undefined, trustIn([]))).toBe("198.51.100.7");
    expect(clientAddress("::ffff:10.0.0.1", "[2001:DB8:0::7]:4711", trustIn(proxies))).toBe("2001:db8::7");
    expect(clientAddress("10.0.0.1", "203.0.113.9:4711", trustIn(proxies))).toBe("203.0.113.9");
  });
});
