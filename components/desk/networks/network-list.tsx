"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { NetworkAnswer } from "@/domain/contract/network";

interface Props {
  readonly networks: readonly NetworkAnswer[];
  /** Before "/desk". */
  readonly prefix: string;
}

/** Every network with what it stands for. */
export function NetworkList({ networks, prefix }: Props) {
  const t = useTranslations("networks");
  const format = useFormatter();
  if (networks.length === 0) return <p className="text-dim">{t("none")}</p>;
  return (
    <div className="desk-scroll">
      <table className="desk-table">
        <thead>
          <tr>
            <th scope="col">{t("name")}</th>
            <th scope="col">{t("sendingColumn")}</th>
            <th scope="col">{t("idleColumn")}</th>
            <th scope="col">{t("staleColumn")}</th>
            <th scope="col">{t("position")}</th>
          </tr>
        </thead>
        <tbody>
          {networks.map(({ slug, name, sending, idle, staleAfterMinutes, position }) => (
            <tr key={slug}>
              <td>
                <a href={`${prefix}/desk/networks/${slug}`} className="font-semibold hover:underline">
                  {name}
                </a>
                <span className="small block text-dim">{slug}</span>
              </td>
              <td>{format.number(sending)}</td>
              <td>{format.number(idle)}</td>
              <td>{staleAfterMinutes === null ? t("never") : t("minutes", { count: staleAfterMinutes })}</td>
              <td>{format.number(position)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
