/**
 * The path of the desk that `to` names, with its query, without a language; that of the board where it names anything else, such
 * as another site, or a path that a browser would read in another way than it is written.
 */
export function safeDeskPath(to: string | readonly string[] | undefined): string {
  if (typeof to !== "string" || /[^\x21-\x7e]|[\\#]/.test(to) || !URL.canParse(to, HERE)) return BOARD;
  const { origin, pathname, search } = new URL(to, HERE);
  const isOurs = origin === HERE && /^\/desk(\/[\w.:~-]+)*$/.test(pathname) && to === pathname + search;
  return isOurs && !pathname.startsWith("/desk/sign-in") ? to : BOARD;
}

const HERE = "http://desk.invalid";
const BOARD = "/desk";
