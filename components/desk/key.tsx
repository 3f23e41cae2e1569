/** A key that does what stands before it; for the eye alone, and only where there is a keyboard. */
export function Key({ name }: { readonly name: string }) {
  return (
    <span className="desk-key desk-key-hint" aria-hidden="true">
      {name}
    </span>
  );
}
