import type { ReactNode } from "react";
import { useId } from "react";

interface Props<T extends string> {
  readonly legend: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[];
  /** null: nothing is chosen yet. */
  readonly value: T | null;
  readonly onChange: (value: T) => void;
}

/** One of a few, in a row of buttons that arrows move along. */
export function Choice<T extends string>({ legend, hint, error, options, value, onChange }: Props<T>) {
  const id = useId();
  return (
    <fieldset
      className="desk-choice"
      data-invalid={error ? true : undefined}
      aria-describedby={hint || error ? `${id}-more` : undefined}
    >
      <legend className="desk-label">{legend}</legend>
      <div className="desk-choice-row">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {(hint || error) && (
        <div id={`${id}-more`}>
          {hint && <p className="desk-hint">{hint}</p>}
          {error && <p className="desk-fault">{error}</p>}
        </div>
      )}
    </fieldset>
  );
}
