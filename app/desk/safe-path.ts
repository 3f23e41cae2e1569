/** The path of the desk that `to` names; that of the board where it names anything else, such as another site. */
export function safeDeskPath(to: string | readonly string[] | undefined): string {
  return typeof to === "string" && /^\/desk(\/[\w.-]+)*(\?[\w=&.%-]*)?$/.test(to) && !to.includes("..") ? to : "/desk";
}
