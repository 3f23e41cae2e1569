/** The live stream tells the status when it changes, and again when that was this long ago: whoever hears nothing for longer has lost it. */
export const REPEATED_AFTER_MS = 30_000;
