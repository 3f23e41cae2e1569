import { deedOf } from "@/domain/blockers";
import type { SourceKind } from "@/domain/facts";
import type { SourcePresent } from "@/domain/present";
import { translator } from "@/server/messages";

type Counted = Pick<SourcePresent, "sending" | "blocked" | "deferred" | "unknown">;

/** How many of a network's sending addresses a source refuses, defers or lists: "40 of 100 refused", "0 listed, 3 not verified". */
export function sourcePhrase(kind: SourceKind, counts: Counted, lang: string): string {
  const t = translator(lang);
  const { sending, blocked, unknown } = counts;
  if (unknown === sending && sending > 0) return t("source.allUnknown");
  const deed = t("claims.deed", { deed: deedOf(kind, counts), count: blocked });
  const blocks = blocked > 0 ? "source.some" : "source.none";
  const phrase = t(blocks, { count: blocked, total: sending, deed });
  return unknown === 0 ? phrase : `${phrase}, ${t("source.unknown", { count: unknown })}`;
}
