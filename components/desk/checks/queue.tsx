"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/desk/button";
import { CheckField, SelectField } from "@/components/desk/field";
import { RefusalNote } from "@/components/desk/refusal-note";
import { useShortcuts } from "@/components/desk/shortcuts";
import type { CheckAnswerKind, RemovalMethod, TurnAnswer } from "@/domain/contract/desk/checks";
import type { Effect } from "@/domain/facts";
import { AskMany } from "./ask-many";
import { Asking } from "./asking";
import { copy, openPage } from "./open-page";
import { PasteList } from "./paste-list";
import { Progress } from "./progress";
import { QueueCard } from "./queue-card";
import { useQueue } from "./use-queue";

interface Props {
  readonly source: string;
  readonly initial: TurnAnswer;
  /** Where the pages of addresses are. */
  readonly addresses: string;
}

/** One address after the other, a key each. */
export function Queue({ source, initial, addresses }: Props) {
  const t = useTranslations("checks");
  const queue = useQueue(source, initial);
  const { turn, item, filter } = queue;
  const [evidence, setEvidence] = useState("");
  const [method, setMethod] = useState<RemovalMethod>("form");
  const [note, setNote] = useState("");
  const [said, setSaid] = useState("");
  const noteField = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      const text = event.clipboardData?.getData("text/plain").trim() ?? "";
      if (isTyping || text === "" || document.querySelector("dialog[open]") !== null) return;
      setEvidence(text.slice(0, 2_048));
      setSaid(t("pasted"));
    };
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, [t]);

  const done = useRef<HTMLHeadingElement>(null);
  const isDone = item === null;
  useEffect(() => {
    // The last answer took its button along.
    if (isDone && document.activeElement === document.body) done.current?.focus();
  }, [isDone]);

  const give = (answer: CheckAnswerKind, effect: Effect = "refused") => {
    if (item === null) return;
    const { address } = item;
    queue.answer({ address, answer, effect, evidence: evidence.trim() || null, method, note: note.trim() || null });
    setSaid(t(`said.${answer}`, { address }));
    setEvidence("");
    setNote("");
  };
  const open = async () => {
    if (item === null) return;
    const { address } = item;
    const copied = copy(address);
    openPage(turn.source.lookupUrl, address);
    setSaid(t((await copied) ? "copied" : "notCopied", { address }));
  };
  const request = () => {
    if (item === null) return;
    void copy(item.address);
    openPage(turn.source.removalUrl, item.address);
    give("requested");
  };
  const undo = () => {
    const last = queue.presses.at(-1);
    if (last === undefined) return;
    queue.undo();
    setSaid(t("said.undone", { address: last.address }));
  };
  const actions = [
    { keys: "o", label: t(turn.source.lookupUrl === null ? "copyOnly" : "open"), run: open, kind: "primary" },
    { keys: "b", label: t("blocked"), run: () => give("blocked"), kind: "plain" },
    { keys: "d", label: t("deferred"), run: () => give("blocked", "deferred"), kind: "plain" },
    { keys: "c", label: t("clear"), run: () => give("clear"), kind: "plain" },
    { keys: "r", label: t("requested"), run: request, kind: "plain" },
    { keys: "s", label: t("skip"), run: () => give("skipped"), kind: "plain" },
  ] as const;
  useShortcuts([
    ...actions,
    { keys: "u", label: t("undo"), run: undo },
    { keys: "n", label: t("toNote"), run: () => noteField.current?.focus() },
  ]);

  return (
    <>
      <div className="checks-filter">
        <SelectField
          label={t("network")}
          value={filter.network ?? ""}
          onChange={(event) => queue.setFilter({ ...filter, network: event.target.value || null })}
        >
          <option value="">{t("allNetworks")}</option>
          {turn.networks.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </SelectField>
        <CheckField
          label={t("onlyBlocked")}
          checked={filter.onlyBlocked}
          onChange={(event) => queue.setFilter({ ...filter, onlyBlocked: event.target.checked })}
        />
      </div>
      <Progress turn={turn} answered={new Set(queue.presses.map(({ address }) => address)).size} />
      <RefusalNote error={queue.error} />
      {queue.error !== null && (
        <div className="mt-3">
          <Button onClick={queue.retry}>{t("retry")}</Button>
        </div>
      )}
      {item === null ? (
        <section className="checks-card">
          <h2 ref={done} tabIndex={-1} className="heading">
            {t("doneTitle")}
          </h2>
          <p className="mt-2 text-dim">{turn.held > 0 ? t("doneHeld", { count: turn.held }) : t("doneWords")}</p>
        </section>
      ) : (
        <QueueCard item={item} now={turn.now} href={`${addresses}/${encodeURIComponent(item.address)}`} />
      )}
      {item !== null && (
        <>
          <div className="checks-keys">
            {actions.map(({ keys, label, run, kind }) => (
              <Button key={keys} kind={kind} onClick={run} aria-keyshortcuts={keys}>
                <kbd className="desk-key">{keys}</kbd> {label}
              </Button>
            ))}
          </div>
          <Asking
            source={turn.source}
            noteField={noteField}
            {...{ evidence, setEvidence, method, setMethod, note, setNote }}
            onEnter={request}
          />
        </>
      )}
      <p role="status" className="checks-said">
        {said}{" "}
        {queue.presses.length > 0 && (
          <button type="button" className="underline" onClick={undo} aria-keyshortcuts="u">
            {t("undo")} <kbd className="desk-key">u</kbd>
          </button>
        )}
      </p>
      <div className="checks-more">
        <AskMany source={source} addresses={turn.toAsk} onDone={queue.refresh} />
        <PasteList source={source} onDone={queue.refresh} />
      </div>
      <p className="small mt-8 max-w-2xl text-dim">{t("undoWords")}</p>
    </>
  );
}
