"use client";

import type { ReactNode } from "react";
import { useEffect, useId, useRef } from "react";

interface Props {
  readonly title: string;
  /** On Escape too. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal dialog of the browser's own: it keeps the focus, gives it back, and Escape closes it. Rendered only while open. */
export function Dialog({ title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const { activeElement } = document;
    dialog.current?.showModal();
    return () => {
      if (activeElement instanceof HTMLElement) activeElement.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className="desk-dialog"
    >
      <h2 id={id} className="heading mb-3">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
