import { z } from "zod";
import { parseAddress } from "@/domain/address";

/** One IPv4 or IPv6 address without zone, parsed to the form that answers give (RFC 5952). */
export const AddressInput = z
  .string()
  .meta({ example: "192.0.2.17" })
  .transform((text, context): string => {
    const address = parseAddress(text);
    if (address !== null) return address;
    context.issues.push({
      code: "custom",
      message: "An IPv4 address in four decimal parts or an IPv6 address without zone.",
      input: text,
    });
    return z.NEVER;
  });

export const AddressText = z.string().meta({ example: "192.0.2.17" });
