/** One thing done wrong on purpose. */
export interface Mutation {
  /** What goes wrong. */
  what: string;
  file: string;
  /** Code that is there exactly once, and what stands for it instead. */
  from: string;
  to: string;
  /** The kind of run that is to catch it; any may, where none is named. */
  kind?: string;
}

const SETTLEMENT = 'packages/settlement/src';
const STORE = 'packages/store/src';

/**
 * Faults that money software is known to have: a write that is not conditional, a second delivery that counts again,
 * an order of steps that a crash can cut. The simulation must catch each; `npm run mutations` shows by which seed.
 */
export const MUTATIONS: readonly Mutation[] = [
  {
    what: 'a writer overwrites what a faster one wrote',
    file: `${STORE}/receivables.ts`,
    from: '"state"."version" = ?`',
    to: '"state"."version" >= ?`',
  },
  {
    what: 'a movement that is there is not recognised',
    file: `${SETTLEMENT}/settle-entry.ts`,
    from: 'indexOfTold(current, told.key);',
    to: '-1 as number;',
  },
  {
    what: 'money without a receivable counts in every file that tells it',
    file: `${SETTLEMENT}/told.ts`,
    from: 'return !key.startsWith(`$' + '{file}:`);',
    to: 'return false;',
  },
  {
    what: 'a chunk that is delivered twice is counted twice in its file',
    file: `${STORE}/file-progress.ts`,
    from: 'NOT contains($' + '{done}, :chunk)',
    to: 'NOT contains(pk, :chunk)',
  },
  {
    what: 'an excess is lost',
    file: `${SETTLEMENT}/decide.ts`,
    from: 'unappliedCents: difference,',
    to: 'unappliedCents: 0,',
  },
  {
    what: 'one payment can be given back twice',
    file: `${SETTLEMENT}/movements.ts`,
    from: '({ undoes }) => undoes === payment.key',
    to: '() => false',
  },
  {
    what: 'a receivable stays settled when its payment is given back',
    file: `${SETTLEMENT}/movements.ts`,
    from: "return { ...after, status: 'open' };",
    to: 'return { ...after, ...(settledOn === undefined ? {} : { settledOn }) };',
  },
  {
    what: 'an event gets another id when it is told again',
    file: `${SETTLEMENT}/outcome-events.ts`,
    from: "id: idOf('settlement', company, key),",
    to: "id: idOf('settlement', company, key, String(Math.random())),",
  },
  {
    what: 'after a crash the events of a chunk that is in the ledger are not told',
    file: `${SETTLEMENT}/settle-chunk.ts`,
    from: '  await publisher.publish(outcomes.flatMap(eventsOf));\n',
    to: '  if (standing === undefined) await publisher.publish(outcomes.flatMap(eventsOf));\n',
  },
  {
    what: 'money whose receivable is registered meanwhile is not tried again',
    file: `${SETTLEMENT}/waiting.ts`,
    from: 'await retryKeys(ports, company, await ports.receivables.waitingUnder(company, own.flatMap(waitedUnder)));',
    to: 'await retryKeys(ports, company, []);',
  },
  {
    what: 'a message that failed is taken as done',
    file: 'packages/runtime/src/lambda.ts',
    from: '        throw error;\n      }\n    };',
    to: '      }\n    };',
  },
  {
    what: 'the outcome of the last entry of a chunk is lost',
    file: `${SETTLEMENT}/settle-chunk.ts`,
    from: 'standing ?? (await decided())',
    to: 'standing ?? (await decided()).slice(0, -1)',
  },
  {
    what: 'a link that a crash left unwritten is left so, and the chain goes on',
    file: `${STORE}/chain.ts`,
    from: 'if (last !== undefined && (await linkOf',
    to: "if (last === '' && (await linkOf",
  },
  {
    what: 'an object is linked again when it comes again',
    file: `${STORE}/chain.ts`,
    from: 'if ((await linkOf(key)) !== undefined) return;',
    to: '',
  },
  {
    what: 'a Pix told without its txid is not looked for among those told before',
    file: `${SETTLEMENT}/look-up.ts`,
    from: 'if (asked.length === 0) return;',
    to: 'if (asked.length >= 0) return;',
  },
  {
    what: 'what gives a Pix back is not noted for a file that tells it without its txid',
    file: `${SETTLEMENT}/pix-payments.ts`,
    from: 'movedCents(entry) !== 0 &&',
    to: 'isMoneyIn(entry.kind) &&',
  },
  {
    what: 'a case is booked into the cycle that was open when it was read',
    kind: 'cycles',
    file: `${STORE}/cases.ts`,
    from: ": 'firstOpenCycle = :cycle',",
    to: ": 'firstOpenCycle >= :cycle',",
  },
  {
    what: 'a committed cycle is announced, and not kept in the ledger, after a crash between the two',
    kind: 'cycles',
    file: 'functions/close-cycle/commit/handler.ts',
    from: 'if (committed) return cycles.keep(contract, cycle);',
    to: 'if (committed) return;',
  },
  {
    what: 'a cycle that was closed and not told is passed over',
    kind: 'cycles',
    file: 'functions/close-cycle/list-due/handler.ts',
    from: '(await deps.cycles.announced(contract.id)) < last.cycle',
    to: '(await deps.cycles.announced(contract.id)) < 0',
  },
  {
    what: 'of two tellings of an action the one counts that comes later',
    kind: 'cycles',
    file: 'packages/collection/src/account-cases.ts',
    from: 'return order(a) < order(b) ? b : a;',
    to: 'return b;',
  },
  {
    what: 'a close that fails opens a cycle that is committed',
    kind: 'cycles',
    file: `${STORE}/gates.ts`,
    from: "ConditionExpression: 'attribute_not_exists(pk)',",
    to: "ConditionExpression: 'attribute_not_exists(opened)',",
  },
  {
    what: 'a cheque counts before it clears',
    file: `${SETTLEMENT}/told.ts`,
    from: 'creditedOn > fileCreatedOn;',
    to: 'creditedOn < fileCreatedOn;',
    kind: 'cheques',
  },
  {
    what: 'the receivable of a cheque that is registered late does not wait for its day',
    file: `${SETTLEMENT}/cheques.ts`,
    from: 'return (await marked(unclearedMark(key))) && ',
    to: 'return key === "" && ',
    kind: 'cheques',
  },
  {
    what: 'a cheque that came back before it cleared stays paid',
    file: `${SETTLEMENT}/waiting.ts`,
    from: 'if (told.entry.held !== undefined) await retryReturns',
    to: 'if (told.entry.held === undefined) await retryReturns',
    kind: 'cheques',
  },
  {
    what: 'a person confirms what the same person wanted',
    file: `${SETTLEMENT}/resolve.ts`,
    from: 'standing.by !== wish.by && ',
    to: '',
    kind: 'twoPeople',
  },
  {
    what: 'a person confirms what another one wanted otherwise',
    file: `${SETTLEMENT}/resolve.ts`,
    from: 'isSame({ ...standing, by: wish.by }, wish)',
    to: 'standing.reason === wish.reason',
    kind: 'twoPeople',
  },
  {
    what: 'one person undoes a file above the limit',
    file: `${SETTLEMENT}/file-steps.ts`,
    from: 'moneyOf(file, wish.what) > limit;',
    to: 'moneyOf(file, wish.what) > 100 * limit;',
    kind: 'twoPeople',
  },
  {
    what: 'a payment that a broken acordo has moved is not given back from where it went',
    file: `${SETTLEMENT}/settle-charge.ts`,
    from: 'paymentMovedOn(standing, entry) !== undefined;',
    to: 'entry.kind === undefined;',
    kind: 'acordos',
  },
  {
    what: 'money that had come for the parts of an acordo is left half done after a crash',
    file: `${SETTLEMENT}/make-acordo.ts`,
    from: '    await stand(ports, acordo);\n    return {',
    to: '    await tellMade(ports, acordo);\n    return {',
    kind: 'acordos',
  },
  {
    what: 'what was paid under an acordo pays the newest debt first',
    file: `${SETTLEMENT}/acordo-movements.ts`,
    from: 'const [index, { rules }] of restored.entries()',
    to: 'const [index, { rules }] of [...restored.entries()].reverse()',
    kind: 'acordos',
  },
  {
    what: 'a promise is kept by what was paid after its last day',
    file: 'packages/collection/src/promise.ts',
    from: 'const until = on < lastDay ? on : lastDay;',
    to: 'const until = on;',
    kind: 'acordos',
  },
  {
    what: 'an ERP is told of every company',
    file: 'infra/erps.ts',
    from: '{ company: oneOf(companies) }',
    to: '{}',
    kind: 'erps',
  },
  {
    what: 'an event that a webhook answers with an error is taken as told',
    file: 'functions/deliver/handler.ts',
    from: 'status >= 200 && status < 300 ?',
    to: 'status >= 200 ?',
    kind: 'erps',
  },
  {
    what: 'after a rotation only the new key signs webhooks',
    file: 'packages/webhooks/src/sign.ts',
    from: 'keys.map((key) =>',
    to: 'keys.slice(0, 1).map((key) =>',
    kind: 'erps',
  },
  {
    what: 'what an undo did is not told of key indicators',
    file: 'packages/kpis/src/keep.ts',
    from: '.flatMap((outcome) => outcome.took ?? [outcome])',
    to: '.flatMap((outcome) => (outcome.took === undefined ? [outcome] : []))',
    kind: 'kpis',
  },
  {
    what: 'a saved sum of a month is taken although more was told since',
    file: `${STORE}/kpis.ts`,
    from: 'items.filter((item) => item.version === version);',
    to: 'items;',
    kind: 'kpis',
  },
  {
    what: 'a rule is learned although an entry contradicts it',
    file: `${SETTLEMENT}/replay-rule.ts`,
    from: 'if (ids.length > 0 && ids.every((id) => found.includes(id)))',
    to: 'if (found.length > 0)',
    kind: 'rules',
  },
  {
    what: 'a forgotten rule goes on finding payments',
    file: `${SETTLEMENT}/learned-rule.ts`,
    from: 'if (rule.forgotten !== undefined && !givesBack(',
    to: 'if (rule.forgotten?.by === "" && !givesBack(',
    kind: 'rules',
  },
  {
    what: 'what waited is not tried by a rule that is learned',
    file: `${SETTLEMENT}/retry-by-rule.ts`,
    from: '    pointed.map(({ key }) => key),',
    to: '    [],',
    kind: 'rules',
  },
];
