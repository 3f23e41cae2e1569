const inAView = /^\/api\/views\/[^?]*\?(?:.*&)?version=(\d{1,15})(?:&|$)/;

/**
 * The version that an open page has heard of, which asks for one of its parts, so that nothing older will do; null: it says none.
 * Nobody else can name one: what is kept is made anew for all, in its turn.
 */
export function versionHeardOf(url: string): number | null {
  const version = inAView.exec(url)?.[1];
  return version === undefined ? null : Number(version);
}
