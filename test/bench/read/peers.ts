import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { BANK_LAYOUTS, type BankLayout } from '@baixa/cnab240-parser';
import type { AnyRecord } from '@baixa/fixed-width';

/** Where the other readers are installed: a folder of its own, with its own lock file. */
const FOLDER = join(import.meta.dirname, 'peers');

/** Another reader, driven over the first `titles` títulos of a file. */
export interface Peer {
  name: string;
  /** How many títulos are enough to know its rate: it holds a whole file in memory, or takes long. */
  titles: number;
  /** Reads the details of this text, which has `titles` títulos, and gives how many it found. Absent: not a format of it. */
  readers: Readonly<Partial<Record<string, (text: string, titles: number) => number>>>;
}

interface Nodenab {
  Layout: new (bank: number, layout: string, file: unknown, options: object) => object;
  RetornoFile: new (
    layout: object,
    text: string,
  ) => { generate(): { lotes: readonly { detalhes?: unknown[]; titulos?: unknown[] }[] } };
}

interface NodejsCnab {
  parseRemessaCnab(files: readonly string[], cnab: number, bank: string, text: string): unknown[] | undefined;
}

/** A record in the terms of nodenab: the same columns that are read here, amounts with two decimals. */
function columnsOf({ columns }: Pick<AnyRecord, 'columns'>): object {
  return Object.fromEntries(
    columns.map(({ name, from, to, kind }) => {
      const width = to - from + 1;
      const numeric = kind !== 'text' && kind !== 'filler' && kind !== 'digits';
      const picture = kind === 'cents' ? `9(${width - 2})V9(2)` : numeric ? `9(${width})` : `X(${width})`;
      return [name, { pos: [from, to], picture }];
    }),
  );
}

function nodenabLayout(layout: BankLayout): object {
  const retorno = {
    header_arquivo: columnsOf(layout.fileHeader),
    header_lote: columnsOf(layout.lotHeader),
    trailer_lote: columnsOf(layout.lotTrailer),
    trailer_arquivo: columnsOf(layout.fileTrailer),
    detalhes: { segmento_t: columnsOf(layout.segmentT), segmento_u: columnsOf(layout.segmentU) },
  };
  return { servico: 'cobranca', versao: '1', layout: '240', remessa: {}, retorno };
}

/** nodenab reads a whole text into one object. It has no layout of a CNAB 240 return: it is given the one used here. */
function nodenab({ Layout, RetornoFile }: Nodenab): Peer {
  const read = (layout: object) => (text: string) => {
    const [lot] = new RetornoFile(layout, text).generate().lotes;
    return (lot?.detalhes ?? lot?.titulos ?? []).length;
  };
  const layoutPath = join(FOLDER, 'node_modules', 'nodenab', 'layouts');
  const cnab240 = nodenabLayout(BANK_LAYOUTS['104'] as unknown as BankLayout);
  return {
    name: 'nodenab',
    titles: 10_000,
    readers: {
      cnab240: read(new Layout(104, '240', cnab240, { loadFromFile: false })),
      cnab400: read(new Layout(237, '400', 'cobranca', { layoutPath })),
    },
  };
}

/**
 * nodejs-cnab gives the strings of a record by a layout of its own that it loads for each line, and takes one detail
 * unless it is told of each: here it is given only the details. It finds its layouts from the folder it runs in.
 */
function nodejsCnab({ parseRemessaCnab }: NodejsCnab): Peer {
  const read = (cnab: number, bank: string, records: readonly string[]) => (text: string, titles: number) => {
    const all = text.split('\n');
    const details = all.filter((line) => (cnab === 240 ? line[7] === '3' : line[0] === '1')).join('\n');
    const files = Array.from({ length: titles }, () => records).flat();
    const folder = process.cwd();
    process.chdir(FOLDER);
    const found = parseRemessaCnab(files, cnab, bank, details) ?? [];
    process.chdir(folder);
    return found.length / records.length;
  };
  return {
    name: 'nodejs-cnab',
    titles: 200,
    readers: {
      cnab240: read(240, 'generic', ['detalhe_segmento_t', 'detalhe_segmento_u']),
      cnab400: read(400, '237', ['detalhe']),
    },
  };
}

/** The first `titles` títulos of a file, between its head and its trailers, as a text. */
export function beginning(path: string, heads: number, records: number, trailers: number): string {
  const lines = readFileSync(path, 'latin1').trimEnd().split('\r\n');
  return [...lines.slice(0, heads + records), ...lines.slice(-trailers)].join('\n');
}

/** Installs the other readers on the first run. Gives none, and a sentence why, where they cannot be had. */
export function peers(): { peers: Peer[]; missing?: string } {
  if (!existsSync(join(FOLDER, 'node_modules'))) {
    const { status } = spawnSync(
      'npm',
      ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries', '0'],
      {
        cwd: FOLDER,
      },
    );
    if (status !== 0)
      return {
        peers: [],
        missing: 'nodenab and nodejs-cnab could not be installed, so nothing is measured beside.',
      };
  }
  const load = createRequire(join(FOLDER, 'package.json'));
  return { peers: [nodenab(load('nodenab')), nodejsCnab(load('@banco-br/nodejs-cnab'))] };
}
