import type { ComponentProps, ReactNode } from "react";
import { useId } from "react";

interface Labelled {
  readonly label: ReactNode;
  /** What to know before typing. */
  readonly hint?: ReactNode;
  /** What is wrong with what was typed; undefined: nothing. */
  readonly error?: ReactNode;
}

interface Bound {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

/** A label, its hint and its fault around any control that takes what `children` is given. */
export function Field({ label, hint, error, children }: Labelled & { readonly children: (bound: Bound) => ReactNode }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="desk-field">
      <label htmlFor={id} className="desk-label">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="desk-hint">
          {hint}
        </p>
      )}
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined })}
      {error && (
        <p id={`${id}-error`} className="desk-fault">
          {error}
        </p>
      )}
    </div>
  );
}

export function TextField({
  label,
  hint,
  error,
  ...input
}: Labelled & Omit<ComponentProps<"input">, "className" | "id">) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(bound) => <input type="text" {...input} {...bound} className="desk-input" />}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  error,
  ...input
}: Labelled & Omit<ComponentProps<"textarea">, "className" | "id">) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(bound) => <textarea {...input} {...bound} className="desk-input" />}
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  error,
  ...input
}: Labelled & Omit<ComponentProps<"select">, "className" | "id">) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(bound) => <select {...input} {...bound} className="desk-input" />}
    </Field>
  );
}

export function CheckField({
  label,
  hint,
  ...input
}: Omit<Labelled, "error"> & Omit<ComponentProps<"input">, "className" | "id" | "type">) {
  const id = useId();
  return (
    <div className="desk-check">
      <input {...input} id={id} type="checkbox" aria-describedby={hint ? `${id}-hint` : undefined} />
      <label htmlFor={id}>
        {label}
        {hint && (
          <span id={`${id}-hint`} className="desk-hint block">
            {hint}
          </span>
        )}
      </label>
    </div>
  );
}
