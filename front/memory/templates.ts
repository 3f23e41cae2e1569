import { getImageOperation } from "@/domain/contract/desk/images";
import type { Operation } from "@/domain/contract/operation";
import { operations } from "@/domain/contract/operations/all";
import { viewOperations } from "@/domain/contract/operations/views";

/** What there is a list of: of these, the values that can be asked for are known. */
export type Kind = "network" | "source" | "incident" | "window" | "lang";

/** Something that the public reads, whatever its parameters. */
export interface Template {
  /** With its parameters in braces. */
  readonly path: string;
  /** Parameters of the query of which an answer is kept for each known value. */
  readonly kept: readonly Kind[];
  /** Parameters of the query with too many values to keep an answer for each. */
  readonly open: readonly string[];
  /** Not kept at all: too much can be asked for. */
  readonly isLookUp: boolean;
  /** A token gets another answer. */
  readonly takesToken: boolean;
}

const page = { kept: [], open: [], isLookUp: false, takesToken: false };

const pages: readonly Template[] = [
  { ...page, path: "/" },
  { ...page, path: "/networks/{slug}", kept: ["window"] },
  { ...page, path: "/incidents", open: ["before"] },
  { ...page, path: "/incidents/{slug}" },
  { ...page, path: "/address", open: ["ip"] },
  { ...page, path: "/address/{ip}", isLookUp: true },
  { ...page, path: "/docs/api" },
];

const inQuery: readonly Kind[] = ["network", "window"];

function templateOf({ path, query, isLookUp = false, withToken }: Operation): Template {
  const names = Object.keys(query.shape);
  const kept = inQuery.filter((name) => names.includes(name));
  const open = names.filter((name) => !kept.some((known) => known === name));
  return { path, kept: [...kept, "lang"], open, isLookUp, takesToken: withToken !== undefined };
}

const reads = [...operations, ...viewOperations, getImageOperation].filter(({ isPublic }) => isPublic);

/** Everything that the public reads: pages, feeds, the API, and what open pages ask for. */
export const templates: readonly Template[] = [...pages, ...reads.map(templateOf)];
