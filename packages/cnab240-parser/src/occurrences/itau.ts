import { occurrenceTable } from './occurrence.ts';

function each(codes: string, label: string): Record<string, string> {
  return Object.fromEntries(codes.split(' ').map((code) => [code, label]));
}

/**
 * Itaú has one table for CNAB 240 and CNAB 400, and it is not FEBRABAN's. A boleto paid by its Pix appears as 10: the
 * money went straight to the account of the key and is not in this file.
 * Source: Itaú CNAB 240 manual (mai/2014 and later), CNAB 400 manual (jul/2021); 76 in one open-source reader only.
 */
export const ITAU_OCCURRENCES = occurrenceTable({
  payment: {
    '06': 'liquidação normal',
    '59': 'baixa por crédito em conta',
    '72': 'baixa por crédito em conta, sem título correspondente',
    '76': 'cheque compensado',
  },
  'partial-payment': { '07': 'liquidação parcial' },
  'notary-payment': { '08': 'liquidação em cartório' },
  reversal: { '69': 'cheque devolvido' },
  'advance-notice': { '65': 'cheque aguardando compensação', '95': 'baixa operacional' },
  'paid-elsewhere': { '10': 'baixa por ter sido liquidado' },
  registration: {
    '02': 'entrada confirmada',
    '64': 'entrada com rateio',
    '71': 'entrada de boleto com Pix',
    '73': 'entrada na simples',
  },
  rejection: {
    '03': 'entrada rejeitada',
    '60': 'carnê rejeitado',
    '74': 'negativação rejeitada',
    ...each('15 16 17 18', 'baixa, instrução ou alteração rejeitada'),
  },
  'write-off': {
    '09': 'baixa simples',
    '32': 'baixa por protesto',
    '47': 'baixa com transferência para desconto',
  },
  protest: {
    '19': 'instrução de protesto recebida',
    '20': 'sustação recebida',
    '21': 'instrução de não protestar',
    '23': 'enviado a cartório',
    '24': 'protesto rejeitado ou sustado',
    '63': 'sustado judicialmente',
  },
  change: {
    '04': 'alteração de dados, nova entrada',
    '05': 'alteração de dados, baixa',
    '14': 'vencimento alterado',
    ...each('12 13', 'abatimento'),
  },
  fee: {
    ...each('26 27 28 29 30 37 38 39 40 41 42 43 44 45 46 51 52 53 54 55 61 62', 'tarifa'),
    ...each('84 85 86 87 88 89 90 91 92 93', 'tarifa'),
    ...each('33 34 35 36 48 56', 'custas'),
  },
  other: {
    '11': 'título em ser',
    '25': 'alegação do pagador',
    '57': 'instrução cancelada',
    ...each('75 77 78 79 80 81 82 83 94', 'negativação'),
  },
});
