import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/desk/button";
import { CheckField } from "@/components/desk/field";
import type { NetworkPreview } from "@/domain/contract/desk/declaring";
import type { PastedEntry } from "@/domain/paste/reading";
import { Ranges } from "./ranges";

interface Props {
  readonly preview: NetworkPreview;
  /** What was asked, in the order of the preview's entries. */
  readonly entries: readonly PastedEntry[];
  readonly prefix: string;
  /** Whether the number of those who leave was confirmed, where it must be. */
  readonly isConfirmed: boolean;
  readonly onConfirm: (isConfirmed: boolean) => void;
  readonly isBusy: boolean;
  readonly onSave: () => void;
}

/** Many at once, or half of all, are not retired by a slip. */
function mustConfirm({ leaving, before }: NetworkPreview): boolean {
  return leaving.addresses >= 10 || (leaving.addresses > 1 && leaving.addresses * 2 >= before.sending + before.idle);
}

/** What saving would do, told before it is done. */
export function PreviewPanel({ preview, entries, prefix, isConfirmed, onConfirm, isBusy, onSave }: Props) {
  const t = useTranslations("networks");
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const save = panel.current?.querySelector<HTMLElement>("[data-kind=primary]:not([disabled])");
    (save ?? panel.current)?.focus();
    panel.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const { joining, leaving, changingRole, relabelled, redated, obstacles, blocks, after } = preview;
  const moved = [joining, leaving, changingRole, relabelled, redated].some(({ addresses }) => addresses > 0);
  const asks = mustConfirm(preview);
  return (
    <section ref={panel} tabIndex={-1} aria-labelledby="preview-title" className="preview">
      <h2 id="preview-title" className="heading">
        {obstacles.length > 0 ? t("cannotSave") : t("preview")}
      </h2>
      {obstacles.length > 0 ? (
        <ul className="paste-faults">
          {obstacles.map(({ entry, code, address, network }) => {
            const place = entry === null ? undefined : entries[entry];
            return (
              <li key={`${entry} ${address} ${code}`}>
                {place && <strong>{t("place", { line: place.line, column: place.column })} </strong>}
                {t(`obstacle.${code}`, { address: address ?? place?.text ?? "", network: network ?? "" })}{" "}
                {network !== null && <a href={`${prefix}/desk/networks/${network}`}>{t("open", { name: network })}</a>}
              </li>
            );
          })}
        </ul>
      ) : (
        <>
          <p>{t("then", { sending: after.sending, idle: after.idle })}</p>
          {!moved && <p className="text-dim">{t("nothingMoves")}</p>}
          <Ranges words={t("joining", { count: joining.addresses })} change={joining} tone="gain" />
          <Ranges words={t("leaving", { count: leaving.addresses })} change={leaving} tone="loss" />
          <Ranges words={t("changingRole", { count: changingRole.addresses })} change={changingRole} />
          <Ranges words={t("relabelled", { count: relabelled.addresses })} change={relabelled} />
          <Ranges words={t("redated", { count: redated.addresses })} change={redated} />
          {blocks.length > 0 && (
            <details className="preview-change">
              <summary>{t("blocks", { count: blocks.length })}</summary>
              <ul>
                {blocks.map(({ entry, cidr, first, last, count }) => (
                  <li key={entry}>{t("block", { cidr, first, last, count })}</li>
                ))}
              </ul>
            </details>
          )}
          {asks && (
            <CheckField
              label={t("confirmLeaving", { count: leaving.addresses })}
              hint={t("confirmLeavingHint")}
              checked={isConfirmed}
              onChange={(event) => onConfirm(event.currentTarget.checked)}
            />
          )}
          <Button kind="primary" onClick={onSave} isBusy={isBusy} disabled={asks && !isConfirmed}>
            {t("save")}
          </Button>
        </>
      )}
    </section>
  );
}
