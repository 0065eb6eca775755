/** Rows as a table of Markdown, which a terminal shows as well: the first column to the left, figures to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const width = (column: number) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0));
  const widths = Array.from({ length: columns }, (_, column) => width(column));
  const line = (row: readonly string[]) =>
    `| ${widths.map((wide, at) => (at === 0 ? (row[at] ?? '').padEnd(wide) : (row[at] ?? '').padStart(wide))).join(' | ')} |`;
  const rule = `| ${widths.map((wide, at) => (at === 0 ? '-'.repeat(wide) : `${'-'.repeat(wide - 1)}:`)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.map(line)].join('\n');
}
