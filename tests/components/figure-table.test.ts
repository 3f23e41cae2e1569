import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { FigureTable } from "@/components/figure-table";

test("the rows of a figure's table are its texts, whatever they hold, each named by its first", () => {
  const rows = [
    ["09:00 & on", "<b>99%</b>", '"–"'],
    ["10:00", "50%", ""],
  ];
  const view = { summary: "As a table", caption: "Health", columns: ["From", "Health", "Note"], rows };
  const html = renderToStaticMarkup(createElement(FigureTable, { view }));
  const body = html.slice(html.indexOf("<tbody>")).replace(/ class="[^"]*"/g, "");
  expect(body).toContain(
    '<tbody><tr><th scope="row">09:00 &amp; on</th><td>&lt;b&gt;99%&lt;/b&gt;</td><td>&quot;–&quot;</td></tr>' +
      '<tr><th scope="row">10:00</th><td>50%</td><td></td></tr></tbody>',
  );
});
