interface WindowLink {
  readonly text: string;
  readonly note: string | null;
  readonly href: string;
  readonly isHere: boolean;
}

export interface WindowLinksView {
  readonly rolling: readonly WindowLink[];
  readonly incidents: readonly WindowLink[];
}

interface Props {
  readonly links: WindowLinksView;
  readonly label: string;
}

/** Over how long the curve reaches: each window with the mean health over it, and the incidents. */
export function WindowLinks({ links, label }: Props) {
  return (
    <nav aria-label={label} className="no-print mb-6">
      <ul className="grid grid-cols-2 border-rule border-y sm:grid-cols-4">
        {links.rolling.map((link) => (
          <li key={link.href}>
            <a
              href={link.href}
              aria-current={link.isHere ? "page" : undefined}
              className="block border-transparent border-t-2 py-3 text-dim hover:text-ink aria-[current]:border-ink aria-[current]:text-ink"
            >
              <span className="small block">{link.text}</span>
              <span className="subheading">{link.note}</span>
            </a>
          </li>
        ))}
      </ul>
      {links.incidents.length > 0 && (
        <ul className="small mt-3 flex flex-wrap gap-x-6 gap-y-1">
          {links.incidents.map((link) => (
            <li key={link.href}>
              <a
                href={link.href}
                aria-current={link.isHere ? "page" : undefined}
                className="underline decoration-edge hover:decoration-ink aria-[current]:font-semibold aria-[current]:no-underline"
              >
                {link.text}
              </a>
            </li>
          ))}
        </ul>
      )}
    </nav>
  );
}
