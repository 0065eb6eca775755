import type { CountedAccount } from '@baixa/audit';
import { daysBetween } from '@baixa/core';
import { change, count, day, money, type ReportTable, text } from '../cells.ts';
import type { ReportInput } from '../input.ts';
import { actionName } from '../pt.ts';

/** Every account of the cycle. */
export function accountsTable({ counted: { accounts }, actionNames }: ReportInput): ReportTable {
  return {
    id: 'accounts',
    title: 'Contas',
    columns: [
      { id: 'account', title: 'Matrícula' },
      { id: 'notice', title: 'Notificação' },
      { id: 'counts-on', title: 'Conta em' },
      { id: 'day', title: 'Dia da janela' },
      { id: 'outcome', title: 'Situação' },
      { id: 'collected', title: 'Em cobrança' },
      { id: 'recovered', title: 'Recuperada' },
      { id: 'recovered-in-term', title: 'No prazo de pagto.' },
      { id: 'collected-value', title: 'R$ em cobrança' },
      { id: 'recovered-value', title: 'R$ recuperado' },
      { id: 'municipality', title: 'Município' },
      { id: 'district', title: 'Bairro' },
      { id: 'category', title: 'Categoria' },
      { id: 'last-action', title: 'Última ação' },
      { id: 'corrects', title: 'Corrige o ciclo' },
    ],
    rows: accounts.map((each) => {
      const { municipality, district, tariffCategory, lastAction } = each.stratum;
      const told = (value: string | undefined) => (value === undefined ? undefined : text(value));
      return [
        text(each.account),
        day(each.noticeGeneratedOn),
        day(each.countsOn),
        count(daysBetween(each.noticeGeneratedOn, each.countsOn)),
        text(outcomeOf(each)),
        change(each.collected),
        change(each.recovered),
        change(each.recoveredInTerm),
        money(each.collectedCents),
        money(each.recoveredCents),
        told(municipality),
        told(district),
        told(tariffCategory),
        told(lastAction === undefined ? undefined : actionName(actionNames, lastAction)),
        each.correctsCycle === undefined ? undefined : count(each.correctsCycle),
      ];
    }),
    none: 'Nenhuma conta neste ciclo.',
  };
}

function outcomeOf({ collected, recovered, recoveredInTerm }: CountedAccount): string {
  if (collected < 0 || recovered < 0) return 'retirada de um ciclo fechado';
  if (recovered === 0) return collected === 0 ? 'mudou de estrato' : 'não recuperada';
  return recoveredInTerm > 0 ? 'recuperada no prazo de pagamento' : 'recuperada na janela';
}

/** Every service order of the cycle, as finished and as demanded. */
export function ordersTable({ counted: { orders } }: ReportInput): ReportTable {
  return {
    id: 'orders',
    title: 'Ordens de serviço',
    columns: [
      { id: 'account', title: 'Matrícula' },
      { id: 'order', title: 'Ordem' },
      { id: 'counts-on', title: 'Conta em' },
      { id: 'as', title: 'Como' },
      { id: 'type', title: 'Tipo de serviço' },
      { id: 'on-time', title: 'No prazo (NSAP)' },
      { id: 'deadline-cycles', title: 'Ciclos de prazo (NTSA)' },
      { id: 'demanded', title: 'Demandada' },
      { id: 'executed', title: 'Executada' },
      { id: 'corrects', title: 'Corrige o ciclo' },
    ],
    rows: orders.map((each) => [
      text(each.account),
      text(each.order),
      day(each.countsOn),
      text(each.type === undefined ? 'concluída' : 'demandada'),
      each.type === undefined ? undefined : text(each.type),
      change(each.finishedOnTime),
      change(each.finishedCycles),
      change(each.demanded),
      change(each.executed),
      each.correctsCycle === undefined ? undefined : count(each.correctsCycle),
    ]),
    none: 'Nenhuma ordem de serviço neste ciclo.',
  };
}
