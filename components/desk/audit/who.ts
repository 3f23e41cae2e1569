import { useTranslations } from "use-intl";

/** How the reader calls an actor of the log: staff by their address, others by what they are. */
export function useWho(): (actor: string) => string {
  const t = useTranslations("audit");
  return (actor) => {
    const name = actor.slice(actor.indexOf(":") + 1);
    if (actor.startsWith("staff:")) return name;
    if (actor.startsWith("token:")) return t("token", { name });
    return actor === "command" ? t("command") : t("nobody");
  };
}
