import { FEBRABAN_OCCURRENCES } from './febraban.ts';
import { ITAU_OCCURRENCES } from './itau.ts';
import { type Occurrence, type OccurrenceTable, occurrenceTable } from './occurrence.ts';

/**
 * Santander. 93 announces a payment that arrives as 06 or 17 at night; 94 takes the announcement back: neither moved
 * money. Source: Santander H7815 v2.9 (abr/2018).
 */
const SANTANDER = occurrenceTable({
  'advance-notice': { '93': 'baixa operacional' },
  rejection: { '32': 'código de IOF inválido' },
  change: { '91': 'valor mínimo alterado', '92': 'valor máximo alterado' },
  other: { '94': 'cancelamento da baixa operacional', A4: 'pagador no DDA' },
});

/**
 * Caixa (SIGCB): 36 to 47 mean something else than at FEBRABAN. The on-line settlement (46) may come again as 06.
 * Source: Caixa MO67118 v010 (2018).
 */
const CAIXA = occurrenceTable({
  payment: { '46': 'liquidação on-line' },
  reversal: { '44': 'estorno de baixa ou liquidação', '47': 'estorno de liquidação on-line' },
  rejection: {
    '39': 'manutenção do banco de pagadores rejeitada',
    '40': 'entrada pelo banco de pagadores rejeitada',
    '41': 'manutenção pelo banco de pagadores rejeitada',
  },
  change: { '45': 'alteração de dados on-line', '62': 'valor mínimo ou máximo alterado' },
  other: {
    '01': 'impressão confirmada',
    '35': 'banco de pagadores',
    '36': 'banco de pagadores',
    '37': 'banco de pagadores',
    '38': 'banco de pagadores',
  },
});

/** Sicredi. Source: Sicredi CNAB 240 manual (ago/2019). */
const SICREDI = occurrenceTable({
  rejection: {
    '36': 'baixa rejeitada',
    '81': 'negativação rejeitada',
    '83': 'exclusão de negativação rejeitada',
  },
  other: {
    '78': 'pedido de negativação',
    '79': 'pedido de exclusão de negativação',
    '80': 'negativação confirmada',
    '82': 'exclusão de negativação confirmada',
    '84': 'exclusão de negativação por outros motivos',
    '85': 'informação de negativação',
  },
});

/** Sicoob. Source: Sicoob layout sheets. */
const SICOOB = occurrenceTable({
  protest: { '85': 'desistência de protesto', '86': 'cancelamento de protesto' },
});

/** Banrisul, with letters in codes. Source: Banrisul manual (out/2013). */
const BANRISUL = occurrenceTable({
  'advance-notice': { AB: 'cobrança a creditar' },
  protest: { '15': 'protesto imediato por falência' },
  other: { AA: 'devolvido por já liquidado', AC: 'situação em cartório' },
});

/** Unicred has a table of its own; 09 is a payment there. Source: Unicred COB136, return CNAB 240 (2017). */
const UNICRED = occurrenceTable({
  payment: { '06': 'liquidação normal', '09': 'liquidação de título descontado' },
  'notary-payment': { '01': 'pago em cartório', '07': 'liquidação condicional em cartório' },
  registration: { '02': 'instrução confirmada' },
  rejection: { '03': 'instrução rejeitada' },
  protest: {
    '04': 'sustado judicialmente',
    '08': 'sustado definitivamente',
    '10': 'protesto solicitado',
    '11': 'em cartório',
    '12': 'sustação solicitada',
  },
  other: { '13': 'descontado', '14': 'descontável' },
});

const over = (own: OccurrenceTable): OccurrenceTable => ({ ...FEBRABAN_OCCURRENCES, ...own });

/** The tables of banks that differ. Itaú and Unicred inherit nothing from FEBRABAN. */
export const BANK_OCCURRENCES: Readonly<Record<string, OccurrenceTable>> = {
  '033': over(SANTANDER),
  '041': over(BANRISUL),
  '104': over(CAIXA),
  '136': UNICRED,
  '341': ITAU_OCCURRENCES,
  '748': over(SICREDI),
  '756': over(SICOOB),
};

/** The occurrences of a bank, by its three digits. */
export function occurrencesOf(bank: string): OccurrenceTable {
  return BANK_OCCURRENCES[bank] ?? FEBRABAN_OCCURRENCES;
}

/** True where motivos C047 of FEBRABAN tell how a title was paid. Itaú and Unicred have other columns for that. */
export function usesFebrabanReasons(bank: string): boolean {
  return bank !== '341' && bank !== '136';
}

/** What a code means at a bank, or undefined for a code that its table does not have. */
export function occurrenceOf(bank: string, code: string): Occurrence | undefined {
  const table = occurrencesOf(bank);
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
