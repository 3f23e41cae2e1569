"use client";

import { useTranslations } from "use-intl";
import { AtField } from "@/components/desk/incidents/at-field";
import { Choice } from "@/components/desk/incidents/choice";
import { MaintenanceStatus, OutageStatus } from "@/domain/contract/update";
import type { Facts } from "./texts";

interface Props {
  readonly facts: Facts;
  readonly isMaintenance: boolean;
  readonly onChange: (facts: Facts) => void;
  /** What is wrong with the instant. */
  readonly fault: string | undefined;
}

/** Where the incident stands by an update, and when that was. */
export function UpdateFacts({ facts, isMaintenance, onChange, fault }: Props) {
  const t = useTranslations("incidents");
  const statuses = isMaintenance ? MaintenanceStatus.options : OutageStatus.options;
  return (
    <>
      <Choice
        legend={t("status.legend")}
        options={statuses.map((status) => ({ value: status, label: t(`status.${status}`) }))}
        value={statuses.find((status) => status === facts.status) ?? null}
        onChange={(status) => onChange({ ...facts, status })}
      />
      <AtField
        value={facts.at}
        approximate={facts.approximate}
        mayBeNow={false}
        onChange={(at, approximate) => onChange({ ...facts, at: at ?? facts.at, approximate })}
        error={fault && t("at.ahead")}
      />
    </>
  );
}
