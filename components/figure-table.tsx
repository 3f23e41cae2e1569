export interface TableView {
  /** What opens it. */
  readonly summary: string;
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
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
          <tbody>
            {view.rows.map(([name = "", ...cells]) => (
              <tr key={name}>
                <th scope="row" className="border-b border-rule py-1.5 pr-6 text-left font-normal">
                  {name}
                </th>
                {cells.map((cell, index) => (
                  <td key={view.columns[index + 1]} className="border-b border-rule py-1.5 pr-6">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
