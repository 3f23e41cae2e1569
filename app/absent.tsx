import { Absence } from "@/components/absence";
import { answerWith } from "@/server/page-answer";
import { Frame } from "./frame";
import type { Reader } from "./reader";

/** The page that is not there. */
export function AbsentPage({ reader }: { readonly reader: Reader }) {
  const { t, prefix } = reader;
  return (
    <Frame reader={reader} path="/">
      <Absence
        title={t("absence.notFound")}
        words={t("absence.notFoundWords")}
        links={[
          { text: t("absence.toHome"), href: prefix || "/" },
          { text: t("absence.toIncidents"), href: `${prefix}/incidents` },
        ]}
      />
    </Frame>
  );
}

/** Answers a page that turns out not to be there, with its status. The framework's own way would need scripts to show it. */
export function absent(reader: Reader) {
  answerWith(404, {});
  return <AbsentPage reader={reader} />;
}
