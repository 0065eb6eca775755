import { warning } from '@baixa/core';
import { z } from 'zod';
import type { ReadItem } from '../items.ts';
import type { Spot } from './scan.ts';

/** Questions that are followed in one file, and pages that are named in one sentence. */
const MOST_QUESTIONS = 1000;
const MOST_NAMED = 10;

const count = z.int().nonnegative();

/** Source: API Pix 2.9.0, schemas `ParametrosConsultaPix` and `Paginacao`. */
const PARAMETROS = z.looseObject({
  inicio: z.unknown().optional(),
  fim: z.unknown().optional(),
  paginacao: z.looseObject({
    paginaAtual: count,
    itensPorPagina: count,
    quantidadeDePaginas: count,
    quantidadeTotalDeItens: count,
  }),
});

type Paginacao = z.infer<typeof PARAMETROS>['paginacao'];

/** How many items a page should have, or undefined where its numbers do not say. */
function itemsOf(page: Paginacao): number | undefined {
  const { paginaAtual, itensPorPagina, quantidadeDePaginas, quantidadeTotalDeItens } = page;
  if (quantidadeDePaginas <= 1) return quantidadeTotalDeItens;
  if (paginaAtual >= quantidadeDePaginas) return undefined;
  if (paginaAtual < quantidadeDePaginas - 1) return itensPorPagina;
  const last = quantidadeTotalDeItens - itensPorPagina * (quantidadeDePaginas - 1);
  return last < 0 ? undefined : last;
}

/** Holds the pages of a file against what they say: how many items they have, and how many pages there are. */
export class Paging {
  readonly #questions = new Map<string, { spot: Spot; pages: Set<number>; of: number }>();

  /** Takes what a page says of itself. `items` is undefined where its list is cut off. */
  add(parametros: unknown, items: number | undefined, spot: Spot, out: ReadItem[]): void {
    const parsed = PARAMETROS.safeParse(parametros);
    if (!parsed.success) return;
    const { inicio, fim, paginacao } = parsed.data;
    const expected = itemsOf(paginacao);
    if (items !== undefined && expected !== undefined && items !== expected)
      out.push({ type: 'problem', problem: otherCount(items, expected, spot) });
    const of = paginacao.quantidadeDePaginas;
    const question = JSON.stringify([inicio, fim, of]);
    const asked = this.#questions.get(question) ?? { spot, pages: new Set(), of };
    asked.pages.add(paginacao.paginaAtual);
    if (this.#questions.size < MOST_QUESTIONS) this.#questions.set(question, asked);
  }

  /** Tells of the pages that the file does not have. */
  end(out: ReadItem[]): void {
    for (const { spot, pages, of } of this.#questions.values()) {
      if (pages.size >= of) continue;
      const numbers = [...pages].slice(0, MOST_NAMED).map((page) => page + 1);
      const more = pages.size > MOST_NAMED ? ' and others' : '';
      const found = warning(
        'pix.more-pages',
        { ...spot, path: 'parametros.paginacao' },
        `The file has page ${numbers.join(', ')}${more} of ${of}.`,
        'Deliver the other pages too, where they have not been.',
      );
      out.push({ type: 'problem', problem: found });
    }
  }
}

function otherCount(items: number, expected: number, spot: Spot) {
  return warning(
    'pix.items-count',
    { ...spot, path: 'parametros.paginacao' },
    `The page should have ${expected} items by what it says of itself, and has ${items}.`,
    'Ask the bank for the page again; items may be missing.',
  );
}
