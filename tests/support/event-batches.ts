const SIZE = 20;
const START = Date.parse("2026-01-02T00:00:00Z");

/** The events of a request, the same each time for its number. */
export function batchOf(number: number) {
  return Array.from({ length: SIZE }, (_, index) => ({
    id: `${number}-${index}`,
    type: (number + index) % 3 === 0 ? "unblock" : "block",
    address: `192.0.2.${1 + (index % 4)}`,
    source: "outlook",
    at: new Date(START + ((number * 7_919 + index) % 50_000) * 1_000).toISOString(),
  }));
}
