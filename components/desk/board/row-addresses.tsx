"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { RefusalNote } from "@/components/desk/refusal-note";
import type { BoardAddress, BoardRowAnswer } from "@/domain/contract/desk/board";
import { useMoments } from "./moment";
import type { Paths } from "./paths";
import { keyOf } from "./paths";
import { addressesPath } from "./use-copy-list";

interface Props {
  readonly row: BoardRowAnswer;
  readonly now: string;
  readonly paths: Paths;
}

/** All addresses of a row, and the latest evidence. The first few are there at once. */
export function RowAddresses({ row, now, paths }: Props) {
  const t = useTranslations("board");
  const { moment } = useMoments(now);
  const total = row.sending + row.idle;
  // A mark on each of them would say no more than the one on the row.
  const isAllNew = row.unseen >= (row.sending > 0 ? row.sending : row.idle);
  const isWhole = row.addresses.length >= total;
  const { data, error } = useQuery({
    queryKey: ["board", "addresses", keyOf(row), total, row.newestAt, row.unseen, row.requested],
    queryFn: async ({ signal }) => (await ask<{ items: BoardAddress[] }>(addressesPath(row), { signal })).value.items,
    placeholderData: (before) => before,
    enabled: !isWhole,
  });
  const addresses = isWhole ? row.addresses : (data ?? row.addresses);
  return (
    <div className="board-unfolded">
      {row.evidence && (
        <figure className="board-evidence">
          <figcaption className="small text-dim">
            {t("evidence")} · {t("evidenceOf", { address: row.evidence.address, since: moment(row.evidence.at) })}
          </figcaption>
          <code>{row.evidence.text}</code>
        </figure>
      )}
      <RefusalNote error={error} />
      <ul
        className="board-addresses small"
        aria-label={t("addressesOf", { network: row.network.name, source: row.source.name })}
      >
        {addresses.map(({ address, label, role, effect, since, isUnseen, removalRequestedAt }) => (
          <li key={address}>
            <a href={paths.address(address)} className="font-semibold hover:underline">
              {address}
            </a>
            {isUnseen && !isAllNew && <span className="board-new">{t("isNew")}</span>}
            <span className="block text-dim">
              {[
                ...(label === null ? [] : [label]),
                ...(role === "idle" ? [t("idle")] : []),
                ...(effect === "deferred" ? [t("deferred")] : []),
                moment(since),
                ...(removalRequestedAt === null ? [] : [t("requested", { since: moment(removalRequestedAt) })]),
              ].join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
