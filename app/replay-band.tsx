import { ReplayBanner } from "@/components/replay-banner";
import { getReplay } from "@/server/replay";
import type { Reader } from "./reader";

/** The band above every page of a replay, nothing elsewhere. */
export function ReplayBand({ reader: { context, lang, t } }: { readonly reader: Reader }) {
  if (context.replay === null) return null;
  const state = getReplay(context, lang);
  return (
    <ReplayBanner
      view={{
        state,
        url: `/replay?lang=${lang}`,
        about: t("replay.about"),
        label: t("replay.label"),
        pause: t("replay.pause"),
        play: t("replay.play"),
        over: t("replay.over"),
        again: t("replay.again"),
        goTo: t("replay.goTo"),
        going: t("replay.going"),
      }}
    />
  );
}
