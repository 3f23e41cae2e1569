import type access from "./en/access.json";
import type account from "./en/account.json";
import type audit from "./en/audit.json";
import type board from "./en/board.json";
import type checks from "./en/checks.json";
import type common from "./en/common.json";
import type incidents from "./en/incidents.json";
import type networks from "./en/networks.json";
import type people from "./en/people.json";
import type probes from "./en/probes.json";
import type problems from "./en/problems.json";
import type settings from "./en/settings.json";
import type sources from "./en/sources.json";
import type texts from "./en/texts.json";
import type tokens from "./en/tokens.json";

/** The words of the desk, an area of it per file of content/desk; those of each area's page and of every page. */
export interface DeskMessages {
  readonly access: typeof access;
  readonly account: typeof account;
  readonly audit: typeof audit;
  readonly board: typeof board;
  readonly checks: typeof checks;
  readonly common: typeof common;
  readonly incidents: typeof incidents;
  readonly networks: typeof networks;
  readonly people: typeof people;
  readonly probes: typeof probes;
  readonly problems: typeof problems;
  readonly settings: typeof settings;
  readonly sources: typeof sources;
  readonly texts: typeof texts;
  readonly tokens: typeof tokens;
}
/** An area with pages of its own, which have a title. */
export type DeskArea = Exclude<keyof DeskMessages, "common" | "problems">;

declare module "use-intl" {
  interface AppConfig {
    Messages: DeskMessages;
  }
}
