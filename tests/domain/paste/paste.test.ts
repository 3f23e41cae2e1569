import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatAddress } from "@/domain/address";
import { expandEntries } from "@/domain/cidr";
import { parsePaste } from "@/domain/paste/paste";
import { printMembers } from "@/domain/paste/print";

const ZONE = "Europe/Paris";
const english = { address: "address", role: "role", label: "label", since: "since", sending: "sending", idle: "idle" };
const french = {
  address: "adresse",
  role: "rôle",
  label: "libellé",
  since: "depuis",
  sending: "envoi",
  idle: "réserve",
};

const said = (text: string) =>
  parsePaste(text, ZONE).entries.map(({ address, role, label, since }) =>
    [address, role, label, since === null ? null : new Date(since).toISOString()].filter((part) => part !== null),
  );
const faults = (text: string) =>
  parsePaste(text, ZONE).faults.map(
    ({ line, column, code, mend }) => `${line}:${column} ${code}${mend === null ? "" : ` ${mend}`}`,
  );

describe("a paste is read", () => {
  test.each<[string, string, readonly (readonly string[])[]]>([
    [
      "one per line",
      "192.0.2.1\n192.0.2.2\r\n\r\n  2001:DB8::1  ",
      [
        ["192.0.2.1", "sending"],
        ["192.0.2.2", "sending"],
        ["2001:db8::1", "sending"],
      ],
    ],
    [
      "with any separator",
      "192.0.2.1,192.0.2.2;192.0.2.3\t192.0.2.4 192.0.2.5",
      [1, 2, 3, 4, 5].map((n) => [`192.0.2.${n}`, "sending"]),
    ],
    [
      "with a role after it",
      "192.0.2.1 idle\n192.0.2.2, IDLE\n192.0.2.3 en réserve b\n192.0.2.4 actif",
      [
        ["192.0.2.1", "idle"],
        ["192.0.2.2", "idle"],
        ["192.0.2.3", "idle", "b"],
        ["192.0.2.4", "sending"],
      ],
    ],
    [
      "with what is said of several at once",
      "192.0.2.1 192.0.2.2 idle\n192.0.2.3 idle 192.0.2.4",
      [
        ["192.0.2.1", "idle"],
        ["192.0.2.2", "idle"],
        ["192.0.2.3", "idle"],
        ["192.0.2.4", "sending"],
      ],
    ],
    [
      "with a label of words",
      '192.0.2.1 idle spare of 192.0.2.9\n192.0.2.2, rack 4, by the door\n192.0.2.3, "a, b"',
      [
        ["192.0.2.1", "idle", "spare of 192.0.2.9"],
        ["192.0.2.2", "sending", "rack 4, by the door"],
        ["192.0.2.3", "sending", "a, b"],
      ],
    ],
    [
      "with a date of the page's zone, or an instant",
      "192.0.2.1 2026-03-01 a\n192.0.2.2,b,2026-03-01T10:00:00+02:00",
      [
        ["192.0.2.1", "sending", "a", "2026-02-28T23:00:00.000Z"],
        ["192.0.2.2", "sending", "b", "2026-03-01T08:00:00.000Z"],
      ],
    ],
    [
      "as CIDRs and ranges",
      "192.0.2.0/28\n192.0.2.16-192.0.2.19\n192.0.2.20 - 192.0.2.21\n192.0.2.22-23",
      [
        ["192.0.2.0/28", "sending"],
        ["192.0.2.16/30", "sending"],
        ["192.0.2.20/31", "sending"],
        ["192.0.2.22/31", "sending"],
      ],
    ],
    ["past remarks", "# ours\n192.0.2.1\n  # theirs, 192.0.2.2", [["192.0.2.1", "sending"]]],
    ["after a byte order mark", "\ufeff192.0.2.1", [["192.0.2.1", "sending"]]],
    [
      "as CSV whose header names the columns",
      'Hostname;Adresse IP;Libellé;Rôle\nmx1;192.0.2.1;"idle; said ""he""";\nmx2;"192.0.2.2";;inactif\n;;;',
      [
        ["192.0.2.1", "sending", 'idle; said "he"'],
        ["192.0.2.2", "idle"],
      ],
    ],
    [
      "as a spreadsheet pastes",
      "ip\trole\tlabel\tsince\n192.0.2.1\tidle\tone, two\t2026-01-02",
      [["192.0.2.1", "idle", "one, two", "2026-01-01T23:00:00.000Z"]],
    ],
  ])("%s", (_, text, wanted) => {
    expect(faults(text)).toEqual([]);
    expect(said(text)).toEqual(wanted);
  });

  test("columns that say nothing here are told", () => {
    expect(parsePaste("ip,host,label,rack\n192.0.2.1,mx,a,4", ZONE).unread).toEqual(["host", "rack"]);
  });
});

describe("what is wrong is told with its line and column, and what was meant where that is known", () => {
  test.each([
    ["192.0.2.1\n\n  192.0.2.300", ["3:3 not_an_address"]],
    ["192.0.2.1/24, 192.0.2.0/33 x", ["1:1 host_bits 192.0.2.0/24", "1:15 bad_prefix"]],
    ["2001:db8::1/64", ["1:1 host_bits 2001:db8::/64"]],
    ["192.0.2.7 255.255.255.0", ["1:1 mask 192.0.2.0/24"]],
    ["192.0.2.9-192.0.2.1", ["1:1 backwards 192.0.2.1-192.0.2.9"]],
    ["[2001:db8::1]", ["1:1 not_an_address 2001:db8::1"]],
    ["192.0.2.*", ["1:1 not_an_address"]],
    ["192.0.2.1\n192.0.2.2\n192.0.2.1/32", ["3:1 duplicate "]],
    ["192.0.2.0/024", ["1:1 bad_prefix"]],
    ["mx1.example.org", ["1:1 no_address"]],
    ["192.0.2.1 since 1.2.3.4\nspare", ["2:1 no_address"]],
    ["192.0.2.1, 2026-02-30", ["1:12 not_a_date"]],
    ["192.0.2.1, 01/03/2026", ["1:12 not_a_date"]],
    ['192.0.2.1, "open\n192.0.2.2', ["1:12 open_quote"]],
    [`192.0.2.1 ${"x".repeat(201)}`, ["1:1 label_too_long"]],
    ["192.0.2.1 a\u0000b", ["1:1 unreadable"]],
    ["ip,role\n192.0.2.1,maybe\n,idle\n192.0.2.2,idle", ["2:11 not_a_role", "3:2 no_address"]],
  ])("%j", (text, wanted) => {
    expect(faults(text)).toEqual(wanted);
  });

  test("each fault alone: what stands around it is read", () => {
    const text = "192.0.2.1\n192.0.2.300 idle\n192.0.2.3";
    expect(said(text)).toEqual([
      ["192.0.2.1", "sending"],
      ["192.0.2.3", "sending"],
    ]);
  });

  test("putting what was meant in the place of the fault mends it and touches nothing else", () => {
    const text = "# ours\n192.0.2.77/28  idle,rack 4\n198.51.100.9 255.255.255.0 idle";
    const mended = parsePaste(text, ZONE).faults.reduceRight(
      (whole, { from, to, mend }) => whole.slice(0, from) + mend + whole.slice(to),
      text,
    );
    expect(mended).toBe("# ours\n192.0.2.64/28  idle,rack 4\n198.51.100.0/24 idle");
  });
});

const address = fc.oneof(
  fc.integer({ min: 0, max: 40 }).map((low) => `192.0.2.${low}`),
  fc.integer({ min: 0, max: 40 }).map((low) => formatAddress({ bits: 128, value: (0x20010db8n << 96n) + BigInt(low) })),
  fc.ipV4(),
);
const hardLabels = ["idle", "192.0.2.9", "2026-01-01", 'say "x"', "a,b;c\td", " padded ", "# no remark", '"', "rôle"];
const label = fc.option(
  fc.oneof(
    fc.constantFrom(...hardLabels),
    fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
      .filter((text) => text.trim() !== "" && !/[\r\n\0]/.test(text)),
  ),
);
const since = fc.option(fc.integer({ min: 0, max: 4e12 }), { freq: 1 });
const member = fc.record({ address, role: fc.constantFrom("sending" as const, "idle" as const), label, since });

test.each([english, french])("what is printed is read as the same ($address)", (words) => {
  fc.assert(
    fc.property(fc.uniqueArray(member, { selector: (one) => one.address, maxLength: 30 }), (members) => {
      const { entries, faults } = parsePaste(printMembers(members, words), ZONE);
      expect(faults).toEqual([]);
      const read = expandEntries(entries);
      if ("faults" in read) throw new Error(JSON.stringify(read.faults));
      const seen = [...read.resolved].map(([at, { role, label, since }]) => ({ address: at, role, label, since }));
      const byAddress = (a: { address: string }, b: { address: string }) => (a.address < b.address ? -1 : 1);
      expect(seen.sort(byAddress)).toEqual([...members].sort(byAddress));
    }),
  );
});

test("no input throws, and every fault stands where it says", () => {
  const scraps = fc.constantFrom(
    '"',
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    " ",
    "/",
    "-",
    "192.0.2.1",
    "::1",
    "idle",
    "ip",
    "255.0.0.0",
    "/24",
    "2026-01-01",
    ":",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.oneof(scraps, fc.string()), { maxLength: 40 }).map((all) => all.join("")),
  );
  fc.assert(
    fc.property(text, (pasted) => {
      for (const { line, column, from, to } of parsePaste(pasted, ZONE).faults) {
        const before = pasted.slice(0, from).split(/\r\n|\r|\n/);
        expect([before.length, (before.at(-1) ?? "").length + 1]).toEqual([line, column]);
        expect(to).toBeGreaterThanOrEqual(from);
        expect(pasted.slice(from, to)).not.toMatch(/[\r\n]/);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("20,000 addresses are read within seconds even on a busy machine, on as many lines or on one", () => {
  const all = Array.from(
    { length: 20_000 },
    (_, index) => `198.${51 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`,
  );
  for (const separator of ["\n", ","]) {
    const startedAt = performance.now();
    expect(parsePaste(all.join(separator), ZONE).entries).toHaveLength(20_000);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  }
});
