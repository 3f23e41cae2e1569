import type { LookUpView } from "@/components/look-up";
import type { Viewer } from "./views/viewer";

/** The form of the look-up; null: the page tells counts only. */
export function lookUpView({ t, prefix, context }: Viewer): LookUpView | null {
  if (!context.settings.publicLookUps) return null;
  return {
    title: t("page.address"),
    hint: t("page.lookUpHint"),
    action: `${prefix}/address`,
    placeholder: t("page.lookUpExample"),
    button: t("page.lookUpButton"),
  };
}
