import type { BoardAnswer, BoardRowAnswer } from "@/domain/contract/desk/board";

/** Where the board leads. `prefix`: that of the language. */
export function pathsOf(prefix: string) {
  const desk = `${prefix}/desk`;
  return {
    publicPage: prefix || "/",
    firstNetwork: `${desk}/networks/new?first`,
    probes: `${desk}/probes`,
    incident: (slug: string) => `${desk}/incidents/${slug}`,
    checks: ({ source }: BoardRowAnswer) => `${desk}/checks/${source.slug}`,
    address: (address: string) => `${desk}/addresses/${encodeURIComponent(address)}`,
    /** The composer, prefilled with what readers have not been told. */
    newIncident({ networks, sources }: NonNullable<BoardAnswer["untold"]>) {
      const query = new URLSearchParams([
        ...networks.map(({ slug }) => ["network", slug]),
        ...sources.map(({ slug }) => ["source", slug]),
      ]);
      return `${desk}/incidents/new?${query}`;
    },
  };
}

export type Paths = ReturnType<typeof pathsOf>;

/** Where one asks the source to let go of the row's first address; null: nobody declared where. */
export function removalUrlOf({ source, addresses }: BoardRowAnswer): string | null {
  const first = addresses.find(({ removalRequestedAt }) => removalRequestedAt === null) ?? addresses[0];
  return source.removalUrl?.replaceAll("{ip}", encodeURIComponent(first?.address ?? "")) ?? null;
}

/** What tells a row from the others. */
export function keyOf({ network, source }: BoardRowAnswer): string {
  return `${network.slug} ${source.slug}`;
}
