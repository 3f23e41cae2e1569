"use client";

import type { FocusEvent, PointerEvent } from "react";
import { useEffect, useRef, useState } from "react";
import type { BoardRowAnswer } from "@/domain/contract/desk/board";
import { keyOf } from "./paths";

/** How long a pointer that rests still counts as about to press something. */
const REST_MS = 10_000;

/** A row in its place. `isGone`: nothing of it is blocked any more, and it stays until nobody points there. */
export interface SteadyRow {
  readonly row: BoardRowAnswer;
  readonly isGone: boolean;
}

/**
 * Rows that keep their places while somebody points at them or has the focus among them: new ones come last, and those that are
 * gone stay, marked. Else they are as told.
 */
export function useSteady(rows: readonly BoardRowAnswer[]) {
  const [isHeld, setIsHeld] = useState(false);
  const hasFocus = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const shown = useRef<readonly SteadyRow[]>([]);
  const list = isHeld ? held(shown.current, rows) : rows.map((row) => ({ row, isGone: false }));
  useEffect(() => {
    shown.current = list;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  const letGo = () => {
    clearTimeout(timer.current);
    if (!hasFocus.current) setIsHeld(false);
  };
  return {
    list,
    /** For the element around the rows. */
    bind: {
      onPointerMove: ({ pointerType }: PointerEvent) => {
        if (pointerType !== "mouse") return;
        setIsHeld(true);
        clearTimeout(timer.current);
        timer.current = setTimeout(letGo, REST_MS);
      },
      onPointerLeave: letGo,
      onFocus: () => {
        hasFocus.current = true;
        setIsHeld(true);
      },
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
        if (currentTarget.contains(relatedTarget)) return;
        hasFocus.current = false;
        letGo();
      },
    },
  };
}

function held(before: readonly SteadyRow[], rows: readonly BoardRowAnswer[]): SteadyRow[] {
  const now = new Map(rows.map((row) => [keyOf(row), row]));
  const kept = before.map(({ row }) => ({ row: now.get(keyOf(row)) ?? row, isGone: !now.has(keyOf(row)) }));
  const known = new Set(kept.map(({ row }) => keyOf(row)));
  return [...kept, ...rows.filter((row) => !known.has(keyOf(row))).map((row) => ({ row, isGone: false }))];
}
