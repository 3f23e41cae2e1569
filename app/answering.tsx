import { unstable_rethrow } from "next/navigation";
import type { ReactNode } from "react";
import { Absence } from "@/components/absence";
import { databaseProblem } from "@/server/database/faults";
import { answerWith } from "@/server/page-answer";
import { isProblem } from "@/server/problem";
import { absent } from "./absent";
import { Frame } from "./frame";
import type { Reader } from "./reader";
import { readerOf } from "./reader";

/**
 * Renders a page for its reader. What the use cases refuse becomes what a page can say: the page that is not there, 503
 * the page that claims nothing, and any other error the page of our own faults. `path` is without a language.
 */
export async function answering(path: string, render: (reader: Reader) => Promise<ReactNode>): Promise<ReactNode> {
  const reader = await readerOf();
  try {
    return await render(reader);
  } catch (error) {
    const problem = isProblem(error) ? error : databaseProblem(error);
    if (problem !== null && problem.status < 500) return absent(reader);
    unstable_rethrow(error);
    if (problem?.status !== 503) return broken(error, reader, path);
    answerWith(503, { "Retry-After": "5", "Cache-Control": "no-store", ...problem.headers });
    const { t, prefix } = reader;
    return (
      <Frame reader={reader} path={path}>
        <Absence
          title={t("absence.unavailable")}
          words={t("absence.unavailableWords")}
          links={[{ text: t("absence.retry"), href: `${prefix}${path}` }]}
        />
        <meta httpEquiv="refresh" content="15" />
      </Frame>
    );
  }
}

function broken(error: unknown, reader: Reader, path: string): ReactNode {
  const { t, prefix, context } = reader;
  context.log.error({ err: error, path }, "A page ended in an error that nobody expected");
  answerWith(500, { "Cache-Control": "no-store" });
  return (
    <Frame reader={reader} path={path}>
      <Absence
        title={t("absence.broken")}
        words={t("absence.brokenWords")}
        links={[
          { text: t("absence.retry"), href: `${prefix}${path}` },
          { text: t("absence.toHome"), href: prefix || "/" },
        ]}
      />
    </Frame>
  );
}
