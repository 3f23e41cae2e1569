import { expect, test, vi } from "vitest";
import { readerAddresses } from "@/front/door/reader-address";

const from = (remoteAddress: string, forwarded?: string) => ({
  headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
  socket: { remoteAddress },
});

test("a peer that forwards and is not trusted is told once, and not believed", () => {
  const warn = vi.fn();
  const addressOf = readerAddresses(["10.0.0.0/8"], { warn });
  expect(addressOf(from("127.0.0.1"))).toBe("127.0.0.1");
  expect(addressOf(from("::ffff:10.0.0.1", "203.0.113.9"))).toBe("203.0.113.9");
  expect(warn).not.toHaveBeenCalled();
  for (const reader of ["203.0.113.9", "203.0.113.10"]) {
    expect(addressOf(from("127.0.0.1", reader))).toBe("127.0.0.1");
  }
  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn).toHaveBeenCalledWith({ peer: "127.0.0.1" }, expect.stringContaining("TRUSTED_PROXIES"));
});
