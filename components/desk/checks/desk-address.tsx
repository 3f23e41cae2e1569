"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { When } from "@/components/desk/when";
import type { DeskAddressAnswer } from "@/domain/contract/desk/checks";

type Request = DeskAddressAnswer["blocks"][number]["requests"][number];

interface Props {
  readonly view: DeskAddressAnswer;
  /** Where the desk is, with its language. */
  readonly desk: string;
}

/** All that staff know of an address. */
export function DeskAddress({ view, desk }: Props) {
  const t = useTranslations("checks");
  const { now } = view;
  const when = (at: string) => <When at={at} now={now} />;
  const told = ({ at, by, method, note }: Request) => (
    <>
      {t(`method.${method}`)}, {when(at)}, {by}
      {note && <span className="block text-dim">{note}</span>}
    </>
  );
  return (
    <>
      <Part title={t("blocks")} empty={view.blocks.length === 0 && t("noBlocks")}>
        {view.blocks.map(({ source, from, to, effect, evidence, requests, expectedAt }) => (
          <li key={`${source.slug} ${from}`} data-standing={to === null || undefined}>
            <a className="font-semibold hover:underline" href={`${desk}/checks/${source.slug}`}>
              {source.name}
            </a>{" "}
            {t(`effect.${effect}`)} · {when(from)} – {to === null ? t("still") : when(to)}
            {evidence && <p className="checks-evidence">{evidence}</p>}
            {requests.length > 0 && (
              <ul className="mt-1 pl-4">
                {requests.map((request) => (
                  <li key={request.at}>
                    {t("removal")}
                    {t("colon")} {told(request)}
                  </li>
                ))}
              </ul>
            )}
            {to === null && requests.length === 0 && <p className="text-dim">{t("notRequested")}</p>}
            {to === null && expectedAt !== null && (
              <p className="text-dim">
                {t("expectedAt")}
                {t("colon")} {when(expectedAt)}
              </p>
            )}
          </li>
        ))}
      </Part>
      {view.otherRequests.length > 0 && (
        <Part title={t("otherRequests")} empty={false}>
          {view.otherRequests.map((request) => (
            <li key={`${request.source.slug} ${request.at}`}>
              {request.source.name} · {told(request)}
            </li>
          ))}
        </Part>
      )}
      <Part title={t("answers")} empty={view.answers.length === 0 && t("never")}>
        {view.answers.map(({ at, source, answer, by }) => (
          <li key={`${source.slug} ${at} ${answer}`}>
            {when(at)} · {source.name} · {t(`answer.${answer}`)} · {by}
          </li>
        ))}
      </Part>
      <Part title={t("events")} empty={view.events.length === 0 && t("noEvents")}>
        {view.events.map(({ at, source, type, effect, evidence, by }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two events may be alike, and the list is never reordered here
          <li key={index}>
            {when(at)} · {source.name} · {effect === null ? t(`type.${type}`) : t(`effect.${effect}`)} · {by}
            {evidence && <p className="checks-evidence">{evidence}</p>}
          </li>
        ))}
      </Part>
      <Part title={t("memberships")} empty={false}>
        {view.memberships.map(({ network, role, label, from, to }) => (
          <li key={from}>
            {[network.name, label, role === "idle" ? t("idle") : null].filter(Boolean).join(" · ")} · {when(from)} –{" "}
            {to === null ? t("still") : when(to)}
          </li>
        ))}
      </Part>
    </>
  );
}

function Part({ title, empty, children }: { title: string; empty: string | false; children: ReactNode }) {
  return (
    <section className="mt-10">
      <h2 className="heading">{title}</h2>
      {empty === false ? <ul className="checks-facts">{children}</ul> : <p className="mt-2 text-dim">{empty}</p>}
    </section>
  );
}
