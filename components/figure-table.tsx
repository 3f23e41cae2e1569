export interface TableView {
  /** What opens it. */
  readonly summary: string;
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** As HTML: a curve has rows by the hundred, nobody reacts to them, and as elements they are most of what a page renders. */
function rowsOf({ rows }: TableView): string {
  return rows
    .map(([name = "", ...cells]) => {
      const rest = cells.map((cell) => `<td class="border-b border-rule py-1.5 pr-6">${escaped(cell)}</td>`).join("");
      return `<tr><th scope="row" class="border-b border-rule py-1.5 pr-6 text-left font-normal">${escaped(name)}</th>${rest}</tr>`;
    })
    .join("");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** The figures of a drawing, for whoever does not see it or wants them exactly. The first column names the row. */
export function FigureTable({ view }: { readonly view: TableView }) {
  return (
    <details className="small mt-2">
      <summary className="w-fit text-dim underline decoration-rule underline-offset-4 hover:text-ink">
        {view.summary}
      </summary>
      <div className="mt-3 max-w-2xl">
        <table className="w-full">
          <caption className="sr-only">{view.caption}</caption>
          <thead>
            <tr>
              {view.columns.map((column) => (
                <th key={column} scope="col" className="border-b border-rule py-1.5 pr-6 text-left font-semibold">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: rowsOf escapes every text. */}
          <tbody dangerouslySetInnerHTML={{ __html: rowsOf(view) }} />
        </table>
      </div>
    </details>
  );
}
