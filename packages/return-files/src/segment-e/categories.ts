import type { Channel, Nature } from '../statement/movement.ts';

/** What a category of a statement's line means. */
export interface Category {
  meaning: string;
  nature?: Nature;
  channel?: Channel;
}

/**
 * The categories of movements, 1xx debits and 2xx credits. None is of Pix: banks put it under 205, 209, 213 or 218,
 * and tell it by their own text. Source: FEBRABAN CNAB 240 v10.6, G092.
 */
export const CATEGORIES: Readonly<Record<string, Category>> = {
  '101': { meaning: 'cheques' },
  '102': { meaning: 'encargos' },
  '103': { meaning: 'estornos', nature: 'returned' },
  '104': { meaning: 'lançamento avisado' },
  '105': { meaning: 'tarifas', nature: 'tariff' },
  '106': { meaning: 'aplicação' },
  '107': { meaning: 'empréstimo, financiamento' },
  '108': { meaning: 'câmbio' },
  '109': { meaning: 'CPMF' },
  '110': { meaning: 'IOF' },
  '111': { meaning: 'imposto de renda' },
  '112': { meaning: 'pagamento a fornecedores' },
  '113': { meaning: 'pagamento de salários' },
  '114': { meaning: 'saque eletrônico' },
  '115': { meaning: 'ações' },
  '116': { meaning: 'seguro' },
  '117': { meaning: 'transferência entre contas' },
  '118': { meaning: 'devolução da compensação', nature: 'returned' },
  '119': { meaning: 'devolução de cheque depositado', nature: 'returned' },
  '120': { meaning: 'DOC, TED enviado', channel: 'ted' },
  '121': { meaning: 'antecipação a fornecedores' },
  '122': { meaning: 'OC, AEROPS' },
  '123': { meaning: 'saque em espécie' },
  '124': { meaning: 'cheque pago' },
  '125': { meaning: 'pagamentos diversos' },
  '126': { meaning: 'tributos' },
  '127': { meaning: 'fatura de cartão da própria instituição' },
  '201': { meaning: 'depósitos', channel: 'deposit' },
  '202': { meaning: 'líquido de cobrança', nature: 'lump' },
  '203': { meaning: 'devolução de cheques', nature: 'returned' },
  '204': { meaning: 'estornos', nature: 'returned' },
  '205': { meaning: 'lançamento avisado' },
  '206': { meaning: 'resgate de aplicação' },
  '207': { meaning: 'empréstimo, financiamento' },
  '208': { meaning: 'câmbio' },
  '209': { meaning: 'DOC, TED recebido', channel: 'ted' },
  '210': { meaning: 'ações' },
  '211': { meaning: 'dividendos' },
  '212': { meaning: 'seguro' },
  '213': { meaning: 'transferência entre contas' },
  '214': { meaning: 'depósitos especiais', channel: 'deposit' },
  '215': { meaning: 'devolução da compensação', nature: 'returned' },
  '216': { meaning: 'OCT' },
  '217': { meaning: 'pagamentos de fornecedores' },
  '218': { meaning: 'pagamentos diversos' },
  '219': { meaning: 'salários' },
  '220': { meaning: 'depósito em espécie', channel: 'deposit' },
  '221': { meaning: 'tributos' },
  '222': { meaning: 'recebíveis de cartão', nature: 'lump' },
};
