"use client";

import { useTranslations } from "use-intl";
import { CheckField } from "@/components/desk/field";
import type { ProposalAnswer } from "@/domain/contract/desk/incidents";
import { Choice } from "./choice";

interface About {
  readonly impact: ProposalAnswer["impact"];
  readonly networks: readonly string[];
  readonly sources: readonly string[];
}

interface Props {
  readonly value: About;
  readonly onChange: (change: Partial<About>) => void;
  readonly declared: ProposalAnswer["declared"];
  readonly kind: "incident" | "maintenance";
}

const impacts = ["none", "minor", "major", "critical"] as const;

/** What an incident is about: how grave, which networks, who refuses. */
export function AboutFields({ value, onChange, declared, kind }: Props) {
  const t = useTranslations("incidents");
  return (
    <div className="grid gap-6">
      {kind === "incident" && (
        <Choice
          legend={t("impact.legend")}
          options={impacts.map((impact) => ({ value: impact, label: t(`impact.${impact}`) }))}
          value={impacts.find((impact) => impact === value.impact) ?? null}
          onChange={(impact) => onChange({ impact })}
        />
      )}
      <Several
        legend={t("opening.networks")}
        options={declared.networks}
        chosen={value.networks}
        onChange={(networks) => onChange({ networks })}
      />
      {kind === "incident" && (
        <Several
          legend={t("opening.sources")}
          options={declared.sources}
          chosen={value.sources}
          onChange={(sources) => onChange({ sources })}
        />
      )}
    </div>
  );
}

interface SeveralProps {
  readonly legend: string;
  readonly options: readonly { readonly slug: string; readonly name: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** So many stand open; more are folded behind those that are chosen. */
const SHOWN = 8;

function Several({ legend, options, chosen, onChange }: SeveralProps) {
  const t = useTranslations("common");
  if (options.length === 0) return null;
  const box = ({ slug, name }: SeveralProps["options"][number]) => (
    <CheckField
      key={slug}
      label={name}
      checked={chosen.includes(slug)}
      onChange={(event) => onChange(event.target.checked ? [...chosen, slug] : chosen.filter((one) => one !== slug))}
    />
  );
  const isLong = options.length > SHOWN;
  const first = isLong ? options.filter(({ slug }) => chosen.includes(slug)) : options;
  const rest = isLong ? options.filter(({ slug }) => !chosen.includes(slug)) : [];
  return (
    <fieldset className="desk-several">
      <legend className="desk-label">{legend}</legend>
      <div className="desk-several-row">{first.map(box)}</div>
      {rest.length > 0 && (
        <details>
          <summary className="small">{t("more")}</summary>
          <div className="desk-several-row">{rest.map(box)}</div>
        </details>
      )}
    </fieldset>
  );
}
