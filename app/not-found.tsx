import { Absence } from "@/components/absence";
import { Frame } from "./frame";
import { readerOf } from "./reader";

export default async function NotFound() {
  const reader = await readerOf();
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
