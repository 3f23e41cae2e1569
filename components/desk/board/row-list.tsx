"use client";

import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/desk/button";
import { Key } from "@/components/desk/key";
import { useShortcuts } from "@/components/desk/shortcuts";
import type { BoardRowAnswer } from "@/domain/contract/desk/board";
import { BlockRow } from "./block-row";
import type { Paths } from "./paths";
import { keyOf, removalUrlOf } from "./paths";
import { useCopyList } from "./use-copy-list";
import { useSteady } from "./use-steady";

interface Props {
  readonly rows: readonly BoardRowAnswer[];
  readonly quiet: readonly BoardRowAnswer[];
  readonly unseen: number;
  readonly now: string;
  readonly paths: Paths;
  readonly onSeen: () => void;
}

/** What is blocked, and below it, quieter, what is only watched. Keys move over all rows and act on the one they stand at. */
export function RowList({ rows, quiet, unseen, now, paths, onSeen }: Props) {
  const t = useTranslations("board");
  const steady = useSteady(rows);
  const steadyQuiet = useSteady(quiet);
  const area = useRef<HTMLDivElement>(null);
  const copy = useCopyList();
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const all = [...steady.list, ...steadyQuiet.list].map(({ row }) => row);

  const heads = () => [...(area.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
  const here = () => heads().findIndex((head) => head.closest("li")?.contains(document.activeElement));
  const move = (by: number) => {
    const list = heads();
    const from = here();
    const head = list[from < 0 ? 0 : Math.min(Math.max(from + by, 0), list.length - 1)];
    head?.focus();
    head?.scrollIntoView({ block: "nearest" });
  };
  const act = (run: (row: BoardRowAnswer) => void) => () => {
    const row = all[Math.max(here(), 0)];
    if (row !== undefined) run(row);
  };
  const go = (url: string | null) => url !== null && location.assign(url);
  const leave = (url: string | null) => url !== null && window.open(url, "_blank", "noopener,noreferrer");
  useShortcuts(
    all.length === 0
      ? []
      : [
          { keys: "j", label: t("keyNext"), run: () => move(1) },
          { keys: "k", label: t("keyPrevious"), run: () => move(-1) },
          { keys: "Enter", label: t("keyUnfold") },
          { keys: "c", label: t("keyChecks"), run: act((row) => go(paths.checks(row))) },
          { keys: "r", label: t("keyRemoval"), run: act((row) => leave(removalUrlOf(row))) },
          { keys: "y", label: t("keyCopy"), run: act((row) => copy.list(row)) },
          {
            keys: "a",
            label: t("keyAddress"),
            run: act(({ addresses }) => addresses[0] && go(paths.address(addresses[0].address))),
          },
          ...(rows.length === 0
            ? []
            : [
                {
                  keys: "u",
                  label: t("keyUpdate"),
                  run: act((row) => {
                    const incident = row.incident ?? all.find((other) => other.incident !== null)?.incident;
                    if (incident) go(paths.incident(incident.slug));
                  }),
                },
              ]),
        ],
  );

  const toggle = (key: string) =>
    setUnfolded((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  const drawn = ({ list, bind }: ReturnType<typeof useSteady>) => (
    <ul className="board-list" {...bind}>
      {list.map(({ row, isGone }) => (
        <BlockRow
          key={keyOf(row)}
          row={row}
          isGone={isGone}
          isUnfolded={unfolded.has(keyOf(row))}
          onToggle={() => toggle(keyOf(row))}
          onCopy={() => copy.list(row)}
          now={now}
          paths={paths}
        />
      ))}
    </ul>
  );
  return (
    <div ref={area}>
      {steady.list.length > 0 && (
        <section aria-labelledby="board-rows" className="mt-10">
          <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-6 gap-y-2">
            <h2 id="board-rows" className="subheading">
              {t("rows")}
            </h2>
            {unseen > 0 && (
              <div className="flex items-center gap-4">
                <p className="small font-semibold text-accent">{t("unseen", { count: unseen })}</p>
                <span className="shrink-0">
                  <Button onClick={onSeen}>
                    {t("seen")} <Key name="v" />
                  </Button>
                </span>
              </div>
            )}
          </div>
          {drawn(steady)}
        </section>
      )}
      {steadyQuiet.list.length > 0 && (
        <section aria-labelledby="board-quiet" className="board-quiet mt-12">
          <h2 id="board-quiet" className="subheading">
            {t("quiet")}
          </h2>
          <p className="small text-dim">{t("quietWords")}</p>
          {drawn(steadyQuiet)}
        </section>
      )}
      <p role="status" className="small board-copied">
        {copy.said}
      </p>
    </div>
  );
}
