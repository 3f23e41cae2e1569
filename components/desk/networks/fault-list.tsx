import type { RefObject } from "react";
import { useTranslations } from "use-intl";
import { typeInto } from "@/components/desk/texts/typing";
import type { PasteFault } from "@/domain/paste/reading";

const SHOWN = 12;

interface Props {
  readonly faults: readonly PasteFault[];
  readonly area: RefObject<HTMLTextAreaElement | null>;
}

/** What is wrong in the pasted text, where, and what was meant: one key puts that in. */
export function FaultList({ faults, area }: Props) {
  const t = useTranslations("networks");
  if (faults.length === 0) return null;
  const select = ({ from, to }: PasteFault) => {
    area.current?.focus();
    area.current?.setSelectionRange(from, to);
  };
  return (
    <div className="paste-faults">
      <p className="font-semibold">{t("faults", { count: faults.length })}</p>
      <ul>
        {faults.slice(0, SHOWN).map((fault) => {
          const { code, line, column, text, mend, firstLine, from } = fault;
          const shown = text.length > 40 ? `${text.slice(0, 39)}…` : text;
          return (
            <li key={`${from} ${code}`}>
              <button type="button" className="paste-place" onClick={() => select(fault)}>
                {t("place", { line, column })}
              </button>{" "}
              {t(`fault.${code}`, { text: shown, line: firstLine ?? 0 })}
              {mend !== null && (
                <button
                  type="button"
                  className="paste-mend"
                  onClick={() => {
                    select(fault);
                    if (area.current) typeInto(area.current, mend);
                  }}
                >
                  {mend === "" ? t("takeOut") : t("useInstead", { text: mend })}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {faults.length > SHOWN && <p className="small text-dim">{t("moreFaults", { count: faults.length - SHOWN })}</p>}
    </div>
  );
}
