"use client";

import type { ReactNode } from "react";
import { createContext, useContext, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { Dialog } from "./dialog";

export interface Shortcut {
  /** One key ("n"), or two in a row ("g b"). */
  readonly keys: string;
  readonly label: string;
  /** Left out where the browser does it by itself, and "?" alone has to tell. */
  readonly run?: () => void;
}

/** What a component binds, as it is at its last rendering. */
interface Group {
  readonly current: readonly Shortcut[];
}
type Register = (shortcuts: Group) => () => void;
const ShortcutContext = createContext<Register>(() => () => undefined);

/** How long the first key of two waits for the second. */
const PATIENCE_MS = 1_500;

/** Runs what pages bind to keys, while nobody is typing, and shows them all at "?". */
export function ShortcutProvider({ children }: { readonly children: ReactNode }) {
  const t = useTranslations("common");
  const groups = useRef(new Set<Group>());
  const [isShown, setIsShown] = useState(false);
  const [register] = useState<Register>(() => (shortcuts: Group) => {
    groups.current.add(shortcuts);
    return () => groups.current.delete(shortcuts);
  });
  // With the commit itself: a page that has been taken over answers keys from then on.
  useLayoutEffect(() => {
    let before = { key: "", at: 0 };
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("dialog[open]") !== null) return;
      const pair = event.timeStamp - before.at < PATIENCE_MS ? `${before.key} ${event.key}` : event.key;
      const all = [...groups.current].flatMap(({ current }) => current).filter(({ run }) => run !== undefined);
      const found = all.find(({ keys }) => keys === pair) ?? all.find(({ keys }) => keys === event.key);
      before = { key: event.key, at: event.timeStamp };
      if (found === undefined && event.key !== "?") return;
      event.preventDefault();
      if (found === undefined) setIsShown(true);
      else found.run?.();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <ShortcutContext.Provider value={register}>
      {children}
      {isShown && (
        <Dialog title={t("shortcuts")} onClose={() => setIsShown(false)}>
          <p className="small text-dim">{t("shortcutsWords")}</p>
          <dl className="my-4 grid grid-cols-[auto_1fr] gap-x-5 gap-y-2">
            {[...groups.current]
              .flatMap(({ current }) => current)
              .map(({ keys, label }) => (
                <div key={keys} className="contents">
                  <dt>
                    {keys.split(" ").map((key) => (
                      <kbd key={key} className="desk-key">
                        {key}
                      </kbd>
                    ))}
                  </dt>
                  <dd>{label}</dd>
                </div>
              ))}
          </dl>
          <Button onClick={() => setIsShown(false)}>{t("close")}</Button>
        </Dialog>
      )}
    </ShortcutContext.Provider>
  );
}

/** Binds keys while the calling component is shown. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const register = useContext(ShortcutContext);
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useLayoutEffect(() => register(latest), [register]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}
