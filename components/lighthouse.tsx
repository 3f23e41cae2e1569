/** The house's mark: a lighthouse that throws its light to both sides. */
export function Lighthouse({ className }: { readonly className: string }) {
  return (
    <svg className={className} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path className="fill-accent" d="M13 10.2 1.5 6v7.6L13 11.6zM19 10.2 30.5 6v7.6L19 11.6z" />
      <path
        className="fill-ink"
        d="M16 3.2 12.4 6.6h7.2zM13.6 8h4.8v5h-4.8zM12 14h8v1.8h-8zM13 17h6l.55 4h-7.1zM12.3 22.2h7.4l.75 5.3h-8.9zM9 28.7h14v1.8H9z"
      />
    </svg>
  );
}
