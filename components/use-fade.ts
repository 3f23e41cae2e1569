import { useState } from "react";

interface Fade {
  readonly key: string;
  readonly className: string;
}

/**
 * For an element that shows `value`: by its key it is made anew when the value changes, and by its class it then fades in.
 * What came with the page stands still.
 */
export function useFade(value: string): Fade {
  const [first] = useState(value);
  return { key: value, className: value === first ? "" : "changed" };
}
