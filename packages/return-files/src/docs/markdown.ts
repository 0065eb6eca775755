/** A cell: what would end it, or begin markup, is written so that it does not. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** A page: its parts, with an empty line between them. */
export function page(...parts: readonly (string | undefined)[]): string {
  const all = [...parts.filter((part) => part !== undefined && part !== ''), GENERATED];
  return `${all.join('\n\n')}\n`;
}

const GENERATED = '<sub>Written from the layouts of the code by `npm run docs`.</sub>';

/** A sentence from the name of something: its first letter is a capital. */
export function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
