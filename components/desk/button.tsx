"use client";

import type { ComponentProps } from "react";
import { useSyncExternalStore } from "react";

interface Props extends Omit<ComponentProps<"button">, "className"> {
  /** What most people came to do is primary, one per form; what takes something away is danger. */
  readonly kind?: "primary" | "plain" | "danger";
  /** Its work is under way: it keeps the focus and does nothing. */
  readonly isBusy?: boolean;
}

const nothing = () => () => undefined;

/**
 * A button of the desk's look. One that submits waits for the page's scripts: without them the browser would send the form by
 * itself, and put what was typed, a password for one, into the address.
 */
export function Button({ kind = "plain", isBusy = false, type = "button", onClick, disabled, ...rest }: Props) {
  const isScripted = useSyncExternalStore(
    nothing,
    () => true,
    () => false,
  );
  return (
    <button
      {...rest}
      disabled={disabled || (type === "submit" && !isScripted)}
      type={isBusy ? "button" : type}
      onClick={isBusy ? undefined : onClick}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      data-kind={kind}
      className="desk-button"
    />
  );
}
