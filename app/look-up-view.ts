import type { LookUpView } from "@/components/look-up";
import type { Viewer } from "./views/viewer";

export function lookUpView({ t, prefix }: Viewer): LookUpView {
  return {
    title: t("page.address"),
    hint: t("page.lookUpHint"),
    action: `${prefix}/address`,
    placeholder: t("page.lookUpExample"),
    button: t("page.lookUpButton"),
  };
}
