import { type CountedLine, inputsSha256Of, readBooking } from '@baixa/audit';
import { addDays, canonicalJson, sha256Of } from '@baixa/core';
import {
  type CycleResult,
  cycleResult,
  explainCycle,
  measureOf,
  type StratumRow,
  scoringProfile,
  tallyShard,
} from '@baixa/scoring';
import { type MeasurementReport, measurementReport } from '../report.ts';

const PLACES = [
  ['Vila Clara', 'Centro'],
  ['Vila Clara', 'Lagoa'],
  ['Porto Manso', 'Centro'],
  [
    'São Sebastião do Passé da Serra Azul',
    'Loteamento Parque Residencial Nossa Senhora da Conceição do Rio Vermelho',
  ],
] as const;
const CATEGORIES = ['residencial', 'social', 'comercial'];
const ACTIONS = ['debt-notice', 'negotiation', 'cut-off', undefined];
const SERVICES = ['conserto de vazamento', 'religação', 'ligação nova'];

const TERMS = {
  profile: scoringProfile('embasa-2023'),
  targets: {
    mrep: '82.5',
    msex: '95',
    criticality: { 'conserto de vazamento': 3, religação: 3, 'ligação nova': 2, 'troca de hidrômetro': 1 },
  },
};

/** What a cycle of so many accounts books: of ten, so many recovered, one of them in the payment term. */
function bookings(cycle: number, from: string, accounts: number, ofTen: number): CountedLine[] {
  const cases = Array.from({ length: accounts }, (_, index): CountedLine => {
    const isRecovered = index % 10 < ofTen;
    const counted = {
      collected: 1,
      recovered: isRecovered ? 1 : 0,
      recoveredInTerm: isRecovered && index % 10 === 0 ? 1 : 0,
    };
    const faceCents = 7_512 + ((index * 977) % 41_000);
    const [municipality, district] = PLACES[index % PLACES.length]!;
    const lastAction = ACTIONS[index % ACTIONS.length];
    const stratum = {
      municipality,
      district,
      tariffCategory: CATEGORIES[index % CATEGORIES.length],
      ...(lastAction === undefined ? {} : { lastAction }),
    };
    const countsOn = addDays(from, index % 28);
    return {
      source: `case:${100_000 + index}#${addDays(countsOn, -(counted.recoveredInTerm > 0 ? 70 : 40))}`,
      cycle,
      countsOn,
      measure: measureOf(counted),
      strata: [
        {
          stratum,
          counts: { ...counted, collectedCents: faceCents, recoveredCents: counted.recovered * faceCents },
        },
      ],
    };
  });
  const orders = Array.from({ length: 2 * accounts }, (_, index): CountedLine[] => {
    const source = `order:${200_000 + index}#OS-${index}`;
    const type = SERVICES[index % SERVICES.length]!;
    const isLate = index % 9 === 0;
    const booked = { source, cycle, countsOn: addDays(from, index % 28) };
    return [
      {
        ...booked,
        measure: measureOf({ services: { [type]: { demanded: 1, executed: index % 14 === 0 ? 0 : 1 } } }),
      },
      { ...booked, measure: measureOf({ finishedOnTime: isLate ? 0 : 1, finishedCycles: isLate ? 3 : 1 }) },
    ];
  });
  return [...cases, ...orders.flat()];
}

/** What is taken back of a cycle before: an account that was counted as not recovered, paid in time after all. */
function adjustment(cycle: number, from: string): CountedLine[] {
  const stratum = {
    municipality: 'Vila Clara',
    district: 'Centro',
    tariffCategory: 'social',
    lastAction: 'cut-off',
  };
  const source = `case:100777#${addDays(from, -90)}`;
  const counts = {
    collected: 1,
    recovered: 1,
    recoveredInTerm: 0,
    collectedCents: 21_480,
    recoveredCents: 21_480,
  };
  const minus = {
    collected: -1,
    recovered: 0,
    recoveredInTerm: 0,
    collectedCents: -21_480,
    recoveredCents: 0,
  };
  return [
    {
      source,
      cycle,
      countsOn: addDays(from, -40),
      correctsCycle: cycle - 2,
      measure: measureOf({ collected: 1, recovered: 1 }),
      strata: [{ stratum, counts }],
    },
    {
      source,
      cycle,
      countsOn: addDays(from, -18),
      correctsCycle: cycle - 1,
      measure: measureOf({ collected: -1 }),
      strata: [{ stratum, counts: minus }],
    },
    {
      source: 'order:200777#OS-777',
      cycle,
      countsOn: addDays(from, -5),
      correctsCycle: cycle - 1,
      measure: measureOf({ services: { religação: { demanded: 0, executed: 1 } } }),
    },
  ];
}

export interface Closed {
  accounts?: number;
  ofTen?: number;
  /** Without the strata, as a cycle was closed before they were kept. */
  strata?: false;
}

/** The report of a cycle, with all that lies before it closed in the same way. */
export function closedReport(
  cycle: number,
  { accounts = 40, ofTen = 8, strata: kept }: Closed = {},
): MeasurementReport {
  const history: CycleResult[] = [];
  let counted: CountedLine[] = [];
  let strata: StratumRow[] = [];
  for (let number = 1; number <= cycle; number++) {
    const from = addDays('2023-11-16', 30 * (number - 1));
    counted = [
      ...bookings(number, from, number === cycle ? accounts : 40, ofTen),
      ...(number === cycle && number > 2 && accounts > 0 ? adjustment(number, from) : []),
    ];
    const tally = tallyShard(0, counted);
    strata = tally.strata;
    history.push(
      cycleResult({
        contract: 'aguas-cobranca',
        cycle: number,
        from,
        to: addDays(from, 29),
        terms: TERMS,
        measuredValueCents: 184_733_57,
        tallies: [tally],
        inputsSha256: inputsSha256Of([]),
        history,
      }),
    );
  }
  const result = { ...history.at(-1)!, terms: TERMS };
  const { measure, measuredValueCents } = result.score;
  const read = counted.map(readBooking);
  return measurementReport({
    company: 'Companhia de Águas e Esgotos do Vale do Rio Claro S.A.',
    actionNames: { 'debt-notice': 'notificação de débito', 'cut-off': 'suspensão de fornecimento' },
    contractor: 'Cobrança Exemplar Serviços de Recuperação de Crédito e Operação Comercial Ltda.',
    result,
    sha256: sha256Of(canonicalJson(result)),
    history: history.slice(0, -1),
    steps: explainCycle({ ...TERMS, cycle, measure, measuredValueCents }),
    ...(kept === false ? {} : { strata }),
    counted: {
      accounts: read.flatMap(({ accounts: each }) => each),
      orders: read.flatMap(({ order }) => order ?? []),
    },
  });
}
