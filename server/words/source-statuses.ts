import type { SourceStatus } from "@/domain/contract/status";
import type { SourceId } from "@/domain/facts";
import { figuresOf } from "@/domain/health";
import type { Instant } from "@/domain/instant";
import { formatInstant } from "@/domain/instant";
import type { Present } from "@/domain/present";
import type { Context } from "@/server/context";
import type { SourceNow } from "@/server/declaring/declared";
import { nameIn } from "@/server/declaring/declared";
import { perContext } from "@/server/per-context";
import { sourcePhrase } from "./source-phrase";
import type { Listener } from "./status-words";
import { answeredWords, sourceWords } from "./status-words";

/** How the sources of a network stand. */
interface Sources {
  readonly present: Present;
  /** Of each source in `present.bySource`: the latest round that knew something of it; null: none did. */
  readonly sourcesVerifiedAt: ReadonlyMap<SourceId, Instant | null>;
}

/** What is said of a source at any time, but for how long ago it answered. */
type Said = Omit<SourceStatus, "words"> & { readonly words: Omit<SourceStatus["words"], "answered"> };

interface Kept {
  readonly sourcesVerifiedAt: Sources["sourcesVerifiedAt"];
  readonly declared: ReadonlyMap<SourceId, SourceNow>;
  readonly said: readonly Said[];
  /** How long ago each answered, by `verifiedAt`: most sources did in the same few rounds. */
  ages: ReadonlyMap<string | null, string>;
  statuses: SourceStatus[];
}

const keptOf = perContext("source-statuses", () => new WeakMap<Present, Map<string, Kept>>());

/**
 * What is told of a network's sources, those that block most first. It is put into words again only where one of the objects
 * that it rests on is another: of many networks, an event changes those of one. The same words are the same object.
 * `lang`: of the names; null: as they were written.
 */
export function sourceStatuses(
  context: Context,
  sources: Sources,
  declared: ReadonlyMap<SourceId, SourceNow>,
  lang: string | null,
  listener: Listener,
): SourceStatus[] {
  const { present, sourcesVerifiedAt } = sources;
  const kept = keptOf(context);
  const byLanguage = kept.get(present) ?? new Map<string, Kept>();
  kept.set(present, byLanguage);
  const key = `${lang} ${listener.lang} ${listener.timeZone}`;
  const found = byLanguage.get(key);
  const isSame = found?.sourcesVerifiedAt === sourcesVerifiedAt && found.declared === declared;
  const of = isSame
    ? found
    : { sourcesVerifiedAt, declared, said: say(sources, declared, lang, listener), ages: none, statuses: [] };
  byLanguage.set(key, of);
  const instants = of.ages.size > 0 ? [...of.ages.keys()] : of.said.map(({ verifiedAt }) => verifiedAt);
  const ages = new Map([...new Set(instants)].map((verifiedAt) => [verifiedAt, answeredWords(verifiedAt, listener)]));
  if (of.ages.size === 0 || [...ages].some(([verifiedAt, age]) => of.ages.get(verifiedAt) !== age)) {
    of.ages = ages;
    of.statuses = of.said.map(({ words, ...source }) => {
      const answered = ages.get(source.verifiedAt) ?? "";
      return { ...source, words: { ...words, answered } };
    });
  }
  return of.statuses;
}

const none: ReadonlyMap<string | null, string> = new Map();

function say(
  { present, sourcesVerifiedAt }: Sources,
  declared: ReadonlyMap<SourceId, SourceNow>,
  lang: string | null,
  listener: Listener,
): Said[] {
  return [...present.bySource]
    .flatMap(([id, counts]): Said[] => {
      const source = declared.get(id);
      if (source === undefined) return [];
      const verifiedAt = sourcesVerifiedAt.get(id) ?? null;
      const status = {
        slug: source.slug,
        name: nameIn(source, lang),
        kind: source.kind,
        counts: source.counts,
        blocked: counts.blocked,
        unknown: counts.unknown,
        health: figuresOf(counts).health,
        verifiedAt: verifiedAt === null ? null : formatInstant(verifiedAt),
      };
      const phrase = sourcePhrase(source.kind, counts, listener.lang);
      return [{ ...status, words: { phrase, ...sourceWords(status, listener) } }];
    })
    .sort((a, b) => b.blocked - a.blocked || (a.slug < b.slug ? -1 : 1));
}
