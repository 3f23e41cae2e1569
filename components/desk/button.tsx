import type { ComponentProps } from "react";

interface Props extends Omit<ComponentProps<"button">, "className"> {
  /** What most people came to do is primary, one per form; what takes something away is danger. */
  readonly kind?: "primary" | "plain" | "danger";
  /** Its work is under way: it keeps the focus and does nothing. */
  readonly isBusy?: boolean;
}

export function Button({ kind = "plain", isBusy = false, type = "button", onClick, ...rest }: Props) {
  return (
    <button
      {...rest}
      type={isBusy ? "button" : type}
      onClick={isBusy ? undefined : onClick}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      data-kind={kind}
      className="desk-button"
    />
  );
}
