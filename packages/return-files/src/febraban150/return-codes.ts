import { occurrenceTable } from '@baixa/cnab240-parser';

/**
 * What became of an order of débito automático (F07). Only 00, 31 and DP moved money. Sources: FEBRABAN débito
 * automático v04 (2003, 2008), v05 (19 and 20), and one open-source reader of v08 (the codes of letters).
 */
export const RETURN_CODES = occurrenceTable({
  payment: {
    '00': 'débito efetuado',
    '31': 'débito efetuado em outra data, por feriado na praça',
  },
  'partial-payment': { DP: 'débito efetuado em parte' },
  rejection: {
    '01': 'insuficiência de fundos',
    '02': 'conta não cadastrada',
    '04': 'outras restrições',
    '05': 'valor acima do limite aprovado',
    '10': 'agência em encerramento',
    '12': 'valor inválido',
    '13': 'data inválida',
    '14': 'agência inválida',
    '15': 'conta inválida',
    '18': 'data anterior à do processamento',
    '19': 'conta não é do CPF ou CNPJ informado',
    '20': 'conta conjunta não solidária',
    '30': 'sem contrato de débito automático',
    '97': 'cancelamento de débito não encontrado',
    '98': 'cancelamento fora do prazo',
    FP: 'menos de dez dias até o vencimento',
    PB: 'cliente com portabilidade',
    NC: 'cadastramento: conta inválida',
    CH: 'cadastramento: opção de cheque especial inválida',
    PV: 'cadastramento: opção após o vencimento inválida',
    DT: 'cadastramento: data inválida',
    OP: 'cadastramento: tipo de operação inválido',
    CE: 'cadastramento: já existe',
  },
  registration: { CF: 'cadastramento realizado' },
  change: { '96': 'manutenção do cadastro', CD: 'cadastro cancelado' },
  'write-off': { '99': 'débito cancelado a pedido' },
});
