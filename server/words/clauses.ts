import type { Claim, Deed, Share, Since } from "@/domain/claim";
import type { NetworkId, SourceId } from "@/domain/facts";
import type { Instant } from "@/domain/instant";
import type { Messages, Translate } from "@/server/messages";
import type { Formats } from "./formats";

/** The names of networks and sources, and the titles of incidents by slug, in the reader's language. */
export interface Names {
  readonly networks: ReadonlyMap<NetworkId, string>;
  readonly sources: ReadonlyMap<SourceId, string>;
  readonly incidents: ReadonlyMap<string, string>;
}

/** What words are put together from. */
export interface Speaker {
  readonly t: Translate;
  readonly formats: Formats;
  readonly names: Names;
  readonly now: Instant;
}

type Values = Readonly<Record<string, string | number>>;

/** So many sources are named, more are counted. */
const NAMED = 2;

/** The message that says a claim. */
export function keyOf(claim: Claim): keyof Messages["claims"] {
  switch (claim.kind) {
    case "unverified":
      return claim.since === null ? "not_yet_verified" : "unverified";
    case "through":
      return claim.blocked === claim.sending ? "none_through" : "through";
    case "unsure":
      return claim.sources.length === 0 ? "unsure" : "unsure_without";
    case "blocked":
      return claim.addresses === claim.sending ? "all_blocked" : "blocked";
    case "there":
      return claim.addresses === claim.sending ? "all_there" : "there";
    default:
      return claim.kind;
  }
}

/** The values of that message: `where` names the network (empty where it need not be named), `tail` says on whose data and since when. */
export function valuesOf(claim: Claim, speaker: Speaker): Values {
  const where = "network" in claim ? whereOf(claim.network, speaker) : "";
  switch (claim.kind) {
    case "clear":
    case "unreported":
      return { where, sending: claim.sending };
    case "partly_clear":
      return { where, clear: claim.clear };
    case "unverified":
      return { where, since: claim.since === null ? "" : momentOf(claim.since, speaker) };
    case "through":
      return {
        where,
        health: speaker.formats.percent(claim.throughPercent),
        receiver: nameOf(claim.receiver, speaker),
      };
    case "blocked":
    case "there":
    case "since":
    case "last_known":
      return {
        where,
        count: claim.addresses,
        sending: "sending" in claim ? claim.sending : claim.addresses,
        deed: deedOf(claim.deed, claim.addresses, speaker),
        sources: "sources" in claim ? speaker.formats.either(namesOf(claim.sources, speaker)) : "",
        tail: "data" in claim ? tailOf(claim.data, claim.since, speaker) : "",
      };
    case "incident":
      return { count: claim.incidents, title: titleOf(claim.gravest, speaker), on: onOf(claim.on, speaker) };
    case "used_by":
      return { receivers: speaker.formats.list(namesOf(claim.receivers, speaker)) };
    case "shares":
    case "uncounted":
      return { shares: sharesOf(claim.shares, speaker), sources: claim.shares.length };
    case "calm":
      return { since: momentOf(claim.since, speaker) };
    case "silent":
    case "unsure": {
      const sources = speaker.formats.list(namesOf(claim.sources, speaker));
      return { sources, initial: initialOf(sources) };
    }
    case "unknown":
    case "idle":
      return { count: claim.addresses };
    case "other_networks":
      return { count: claim.networks };
    default:
      return { where };
  }
}

function whereOf(network: NetworkId | null, { t, names }: Speaker): string {
  return network === null ? "" : t("claims.where", { network: names.networks.get(network) ?? String(network) });
}

/** Without its full stop: the sentence has its own. */
function titleOf(incident: string, { names }: Speaker): string {
  return (names.incidents.get(incident) ?? incident).replace(/\.$/u, "");
}

function onOf(networks: readonly NetworkId[], { t, formats, names }: Speaker): string {
  const named = networks.map((network) => names.networks.get(network) ?? String(network));
  return named.length === 0 ? "" : t("claims.on", { networks: formats.list(named) });
}

function momentOf(at: Instant, { formats, now }: Speaker): string {
  return formats.moment(at, now);
}

function nameOf(source: SourceId, { names }: Speaker): string {
  return names.sources.get(source) ?? String(source);
}

function deedOf(deed: Deed, count: number, { t }: Speaker): string {
  return t("claims.deed", { deed, count });
}

function namesOf(sources: readonly SourceId[], speaker: Speaker): string[] {
  return shortened(
    sources.map((source) => nameOf(source, speaker)),
    (count) => speaker.t("claims.otherSources", { count }),
  );
}

function sharesOf(shares: readonly Share[], speaker: Speaker): string {
  const said = shares.map(({ source, addresses, deed }) =>
    speaker.t("claims.share", {
      count: addresses,
      deed: deedOf(deed, addresses, speaker),
      source: nameOf(source, speaker),
    }),
  );
  return speaker.formats.list(shortened(said, (count) => speaker.t("claims.otherShares", { count })));
}

/** One more than are named is named too: "1 other" would be no shorter. */
function shortened(items: readonly string[], others: (count: number) => string): string[] {
  return items.length <= NAMED + 1 ? [...items] : [...items.slice(0, NAMED), others(items.length - NAMED)];
}

function tailOf(data: readonly SourceId[], since: Since | null, speaker: Speaker): string {
  const sources = speaker.formats.list(namesOf(data, speaker));
  return speaker.t("claims.tail", {
    data: data.length === 0 ? "none" : "some",
    sources,
    initial: initialOf(sources),
    when: since === null ? "none" : since.all ? "all" : "first",
    since: since === null ? "" : momentOf(since.at, speaker),
  });
}

/** How a name begins, for languages that elide before a vowel: "d’Outlook.com", "de Hotmail" (the h of names is taken as sounded). */
function initialOf(name: string): "vowel" | "consonant" {
  return /^[aeiouœæ]/i.test(name.normalize("NFD")) ? "vowel" : "consonant";
}
