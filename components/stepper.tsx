import type { IncidentStatus } from "@/domain/contract/status";

const bars = { done: "bg-dim", now: "bg-level", ahead: "bg-rule" } as const;
const words = { done: "text-dim", now: "font-semibold text-ink", ahead: "text-dim" } as const;

interface Props {
  readonly steps: IncidentStatus["words"]["steps"];
  readonly label: string;
}

/** Where an incident stands on its way from the first look to the end. */
export function Stepper({ steps, label }: Props) {
  return (
    <ol className="grid max-w-[30rem] auto-cols-[minmax(min-content,1fr)] grid-flow-col gap-1" aria-label={label}>
      {steps.map((step) => (
        <li key={step.text} aria-current={step.state === "now" ? "step" : undefined}>
          <span className={`mb-1.5 block h-1 ${bars[step.state]}`} aria-hidden="true" />
          <span className={`tiny block pr-1 max-[23rem]:text-xs ${words[step.state]}`}>{step.text}</span>
        </li>
      ))}
    </ol>
  );
}
