import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Absence } from "@/components/absence";
import { databaseProblem } from "@/server/database-faults";
import { answerWith } from "@/server/page-answer";
import { isProblem } from "@/server/problem";
import { Frame } from "./frame";
import type { Reader } from "./reader";
import { readerOf } from "./reader";

/**
 * Renders a page for its reader. What the use cases refuse becomes what a page can say: 404 the page that is not there,
 * 503 the page that claims nothing. `path` is that of the page, without a language.
 */
export async function answering(path: string, render: (reader: Reader) => Promise<ReactNode>): Promise<ReactNode> {
  const reader = await readerOf();
  try {
    return await render(reader);
  } catch (error) {
    const problem = isProblem(error) ? error : databaseProblem(error);
    if (problem?.status === 404) notFound();
    if (problem?.status !== 503) throw error;
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
