/** How a part of a drawing is to be seen. */
export type Look = 'good' | 'bad' | 'faint';

/** Whoever prints chooses colours, or none. */
export type Paint = (look: Look, text: string) => string;

/** A labelled line of so many cells, drawn at days; `at` says in which cell a day lies. */
export function newLine(label: string, width: number, at: (day: number) => number, paint: Paint) {
  const cells = Array.from({ length: width }, (): { text: string; look?: Look | undefined } => ({
    text: ' ',
  }));
  return {
    /** Writes from a day on, over what is there; what is right of the edge is lost. */
    put(day: number, text: string, look?: Look) {
      for (const [index, one] of [...text].entries())
        if (at(day) + index < width) cells[at(day) + index] = { text: one, look };
    },
    fill(from: number, to: number, text: string, look?: Look) {
      for (let cell = at(from); cell <= at(to); cell++) cells[cell] = { text, look };
    },
    drawn(): string {
      const until = cells.findLastIndex(({ text }) => text !== ' ');
      const shown = cells.slice(0, until + 1);
      return `${label} ${shown.map(({ text, look }) => (look === undefined ? text : paint(look, text))).join('')}`.trimEnd();
    },
  };
}
