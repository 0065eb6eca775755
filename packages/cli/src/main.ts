import { Command, CommanderError, Option } from 'commander';
import { CommandFailed } from './failure.ts';
import type { View } from './view.ts';

// Commands are loaded when they are asked for: those that talk to the cloud bring its clients with them.

const program = new Command('baixa')
  .description('Turns bank return files into settled receivables, recoveries and closed measurement cycles.')
  .option('--json', 'print JSON for machines')
  .exitOverride()
  .showHelpAfterError('(baixa --help shows the commands)');

/** Shows what a command found; an error among its problems makes the exit code 1. */
async function show(work: Promise<View>): Promise<void> {
  const { data, text, problems = [] } = await work;
  const { sentences } = await import('./view.ts');
  process.stdout.write(`${program.opts().json ? JSON.stringify(data, null, 2) : text}\n`);
  if (problems.length > 0) process.stderr.write(`${sentences(problems)}\n`);
  if (problems.some(({ severity }) => severity === 'error')) process.exitCode = 1;
}

program
  .command('read <file...>')
  .description('read return files of any format; needs no cloud')
  .option('--json', 'an object a file: file, totals, problems, entries')
  .option('--ndjson', 'a line an entry; problems on standard error')
  .option('--csv', 'a row an entry; problems on standard error')
  .addHelpText('after', '\nA file may be a folder, a .gz or .zip, or - for standard input.')
  .action(async (files, _options, command: Command) => {
    const { misuseOfRead, read } = await import('./commands/read.ts');
    const output = command.optsWithGlobals();
    const misuse = misuseOfRead(files, output);
    if (misuse !== undefined) command.error(`error: ${misuse}`);
    if (!(await read(files, output))) process.exitCode = 1;
  });
program
  .command('up')
  .description('run the local cloud until stopped')
  .option('--data <dir>', 'keep receivables, files and queues in this folder')
  .option('--erps <file>', 'the ERPs that are told of events (YAML); one that is told everything by default')
  .action(async (options) => {
    const { up } = await import('./commands/up.ts');
    return up({ ...options, json: program.opts().json });
  });
program
  .command('apply <profile.yaml>')
  .description('tell Baixa of companies, agreements and contracts')
  .action(async (file) => {
    const { apply } = await import('./commands/apply.ts');
    return show(apply(file));
  });
program
  .command('register <file...>')
  .description(
    'register receivables from NDJSON, CSV, or a remessa (CNAB 240, CNAB 400), and collective charges (NDJSON)',
  )
  .option('--company <id>', 'the company of rows that name none')
  .option('--agreement <id>', 'the agreement of a remessa that does not name its own')
  .addOption(
    new Option(
      '--id-from <number>',
      'which number of a remessa is the id: otherwise the first there is',
    ).choices(['seuNumero', 'companyUse', 'nossoNumero']),
  )
  .addOption(
    new Option('--account-from <number>', 'which is the account: otherwise companyUse, or seuNumero').choices(
      ['companyUse', 'seuNumero', 'taxId'],
    ),
  )
  .action(async (given, options) => {
    const { register } = await import('./commands/register.ts');
    return show(register(given, options));
  });
program
  .command('drop <file...>')
  .description('put return files in the inbox')
  .option('--wait', 'wait until every entry has its outcome')
  .option('--agreement <id>', 'the agreement of a file that does not name its own (API Pix without a key)')
  .action(async (given, options) => {
    const { drop } = await import('./commands/drop.ts');
    return show(drop(given, options));
  });
program
  .command('files [id]')
  .description('the files, or one file with the outcome of each entry')
  .action(async (id) => {
    const { files } = await import('./commands/show.ts');
    return show(files(id));
  });
program
  .command('undo <file>')
  .description('take back everything that a file did, as new entries: a wrong upload')
  .requiredOption('--reason <text>', 'why, for whoever asks later')
  .action(async (id, options) => {
    const { undo } = await import('./commands/steps.ts');
    return show(undo(id, options));
  });
program
  .command('replay <file>')
  .description(
    'settle the entries of a file again that do not count: it was undone, or another file told them first',
  )
  .option('--reason <text>', 'why, for whoever asks later')
  .action(async (id, options) => {
    const { replay } = await import('./commands/steps.ts');
    return show(replay(id, options));
  });
program
  .command('receivable <id>')
  .description('a receivable, or a collective charge, and everything that happened to it')
  .option('--company <id>')
  .action(async (id, options) => {
    const { receivable } = await import('./commands/receivable.ts');
    return show(receivable(id, options));
  });
program
  .command('exceptions')
  .description('money that waits for a person')
  .option('--company <id>')
  .option('--file <id>', 'of this file')
  .option(
    '--kind <outcome>',
    'unmatched, ambiguous, divergent, paid-twice, settled-in-excess, refused or held; credit for both of excess and second payment',
  )
  .option('--older-than <days>', 'opened more than so many days ago')
  .option('--above <reais>', 'of at least this amount: 100.00')
  .action(async (options) => {
    const { exceptions } = await import('./commands/exceptions.ts');
    return show(exceptions(options));
  });
program
  .command('resolve <exception>')
  .description('say what becomes of money that waits')
  .option('--settle <receivable>', 'it settles this receivable')
  .option(
    '--split <receivable=amount...>',
    'it settles several: F-1=12.34 F-2=10.00; one without amount takes the rest',
  )
  .option('--refund', 'it goes back to who paid')
  .option('--write-off', 'it is kept and settles nothing')
  .option('--ignore', 'nothing is to be done')
  .requiredOption('--reason <text>', 'why, for whoever asks later')
  .option('--company <id>')
  .action(async (id, options) => {
    const { resolve } = await import('./commands/resolve.ts');
    return show(resolve(id, options));
  });
const rules = program
  .command('rules [agreement]')
  .description('what people chose for money that waited, and Baixa learned')
  .action(async (agreement) => {
    const { rules } = await import('./commands/rules.ts');
    return show(rules(agreement));
  });
rules
  .command('learn <exception>')
  .description('learn what a person chose for an exception, if no past outcome would change by it')
  .requiredOption('--reason <text>', 'why, for whoever asks later')
  .option('--company <id>')
  .action(async (id, options) => {
    const { learnRule } = await import('./commands/rules.ts');
    return show(learnRule(id, options));
  });
rules
  .command('forget <rule>')
  .description('let a rule find no payment any more; what it settled stays')
  .requiredOption('--reason <text>', 'why, for whoever asks later')
  .action(async (id, options) => {
    const { forgetRule } = await import('./commands/rules.ts');
    return show(forgetRule(id, options));
  });
program
  .command('agree <file...>')
  .description('replace receivables by an acordo: a down payment and instalments (YAML or NDJSON)')
  .option('--company <id>', 'the company of acordos that name none')
  .option('--reason <text>', 'of those that say none')
  .action(async (given, options) => {
    const { agree } = await import('./commands/agree.ts');
    return show(agree(given, options));
  });
program
  .command('break [acordo]')
  .description('end an acordo: its parts are void, what it replaced is to be paid again')
  .option('--reason <text>', 'why, for whoever asks later')
  .option('--late', 'all of which a part is unpaid for more days than the profile of the company allows')
  .option('--on <YYYY-MM-DD>', 'with --late: as of this day; today by default')
  .option('--cancel', 'it should never have been made, or waits for a second person')
  .option('--company <id>')
  .action(async (id, options, command: Command) => {
    const { breakAcordo, breakLate } = await import('./commands/agree.ts');
    if (id === undefined && options.late) return show(breakLate(options));
    if (id === undefined || options.late || options.reason === undefined)
      command.error('error: give an acordo and --reason, or --late');
    return show(breakAcordo(id, options));
  });
program
  .command('acordos [id]')
  .description('the acordos as they stand, or one with its parts')
  .option('--account <id>', 'of this account')
  .option('--company <id>')
  .action(async (id, options) => {
    const { acordos } = await import('./commands/acordos.ts');
    return show(acordos(id, options));
  });
program
  .command('promise <account>')
  .description('record what a customer promised to pay, or correct or cancel it')
  .option('--cents <centavos>', 'how much: 15000 is R$ 150,00')
  .option('--on <YYYY-MM-DD>', 'the last day')
  .option('--receivable <id...>', 'of what; of all that the account owes by default')
  .option('--made-on <YYYY-MM-DD>', 'the day it was made; today by default')
  .option('--channel <name>', 'how it was made: phone, counter, WhatsApp')
  .option('--reason <text>', 'what was said, or why it changes')
  .option('--correct <promise>', 'it was recorded wrongly: this holds instead')
  .option('--cancel <promise>', 'it should not count')
  .option('--company <id>')
  .action(async (account, options) => {
    const { promise } = await import('./commands/promises.ts');
    return show(promise(account, options));
  });
program
  .command('promises')
  .description('promises to pay as they stand: open, kept, partial, broken or cancelled')
  .option('--account <id>', 'of this account')
  .option('--state <state>', 'only those that stand so')
  .option('--company <id>')
  .action(async (options) => {
    const { promises } = await import('./commands/promises.ts');
    return show(promises(options));
  });
program
  .command('orders <file...>')
  .description('take up service orders and collection actions from NDJSON or CSV')
  .option('--contract <id>')
  .action(async (given, options) => {
    const { orders } = await import('./commands/orders.ts');
    return show(orders(given, options));
  });
program
  .command('notice [file]')
  .description(
    'open collection cases for accounts with overdue receivables: of a file (account, receivable) or one',
  )
  .option('--account <id>', 'of this account')
  .option('--receivables <id...>', 'with these receivables; all that are overdue otherwise')
  .option('--on <YYYY-MM-DD>', 'as of this day; today otherwise')
  .option('--contract <id>')
  .action(async (file, options) => {
    const { notice } = await import('./commands/notice.ts');
    return show(notice(file, options));
  });
program
  .command('case <account>')
  .description(
    "an account's collection cases as timelines: planned, done, late, window, payment, verdict and why",
  )
  .option('--contract <id>')
  .action(async (account, options) => {
    const { showCase } = await import('./commands/case.ts');
    return show(showCase(account, options));
  });
program
  .command('close')
  .description('run the nightly close as of a day')
  .requiredOption('--on <YYYY-MM-DD>', 'close what has ended before this day')
  .action(async (options) => {
    const { close } = await import('./commands/collect.ts');
    return show(close(options));
  });
program
  .command('cycles [contract] [cycle]')
  .description('the closed measurement cycles of a contract, or one of them explained')
  .option('--readings', 'also IRG and invoice under every reading of the contract')
  .option('--explain', 'the calculation of the cycle, step by step')
  .option('--accounts', 'every account that the cycle counts')
  .option('--orders', 'every service order that the cycle counts')
  .action(async (contract, cycle, options, command: Command) => {
    const { explain: steps, accounts, orders } = options;
    if (!steps && !accounts && !orders) {
      const { cycles } = await import('./commands/collect.ts');
      return show(cycles(contract, options, cycle));
    }
    if (cycle === undefined) command.error('error: say which cycle: baixa cycles CONTRACT N --explain');
    const { explain } = await import('./commands/explain.ts');
    return show(explain(contract, cycle, options));
  });
program
  .command('report <contract> <cycle>')
  .description('the measurement report (boletim de medição) of a closed cycle, in Portuguese')
  .option('--pdf <file>', 'to be signed')
  .option('--xlsx <file>', 'with every account and order')
  .option('--csv <file>', 'the same figures, a line each')
  .action(async (contract, cycle, options) => {
    const { report } = await import('./commands/report.ts');
    return show(report(contract, cycle, options));
  });
program
  .command('rebuild <contract> <cycle>')
  .description('make a closed cycle again from the ledger, and compare it byte for byte')
  .option('--facts', 'hold what it counts against actions, orders and payments too: reads all of them')
  .action(async (contract, cycle, options) => {
    const { rebuild } = await import('./commands/rebuild.ts');
    return show(rebuild(contract, cycle, options));
  });
program
  .command('simulate [contract]')
  .description('what past cycles would have paid by other terms, beside what was paid; writes nothing')
  .option('--from <cycle|day>', 'from this cycle, or that of this day')
  .option('--to <cycle|day>', 'to this cycle, or that of this day')
  .option('--profile <name|file.yaml>', 'by this profile')
  .option('--set <path=value...>', 'with this otherwise; several may be told')
  .addHelpText(
    'after',
    `
Paths are those of a contract (targets.mrep=85, paymentTermDays=0, start=2024-06-16, isapAtLimit=full); of its profile
irg.weights=20/65/15 (ISAP/IECO/IXEC, in every phase), irg.phases.7.clamp.min=75 (in the phase from cycle 7),
irg.rounding.irg=rounded, ladder.paymentTermDays=3.`,
  )
  .action(async (contract, options) => {
    const { simulate } = await import('./commands/simulate.ts');
    return show(simulate(contract, options));
  });
program
  .command('forecast [contract]')
  .description('the open cycle so far, what is open in the window by day, best and worst case')
  .action(async (contract) => {
    const { forecast } = await import('./commands/forecast.ts');
    return show(forecast(contract));
  });
program
  .command('kpis')
  .description('DSO, delinquency, aging, recovery, cost, promises and efficiency, as of any past day')
  .option('--company <id>', 'of this company; otherwise of each')
  .option('--as-of <YYYY-MM-DD>', 'as they stood at the end of this day; today by default')
  .option('--months <number>', 'the period up to that day over which is added up; 12 by default')
  .addOption(
    new Option('--by <part>', 'also of each part of the company').choices([
      'municipality',
      'district',
      'tariff-category',
      'action-type',
    ]),
  )
  .option('--compare <YYYY-MM-DD>', 'beside how they stood on an earlier day, and the money the change frees')
  .option('--since <YYYY-MM-DD>', 'of each day from this one on')
  .option('--csv', 'a row a company, day and part; centavos')
  .action(async (options) => {
    const { kpis } = await import('./commands/kpis.ts');
    return show(kpis(options));
  });
const erps = program
  .command('erps')
  .description('who is told of which events, and where they go')
  .action(async () => {
    const { erps } = await import('./commands/erps.ts');
    return show(erps());
  });
erps
  .command('key <erp>')
  .description("the key that signs an ERP's webhooks; for some days after a rotation, also the one before it")
  .option('--rotate', 'make a new key first')
  .action(async (name, options) => {
    const { webhookKey } = await import('./commands/erps.ts');
    return show(webhookKey(name, options));
  });
program
  .command('verify')
  .description('prove that nothing in the ledger was changed, and add up every figure again')
  .option('--agreement <id>', 'only the chain of this agreement')
  .option('--head <sha256>', 'a link that was noted before must be in it')
  .option('--bucket-only', 'prove the bucket alone, without the tables')
  .action(async (options) => {
    const { verify } = await import('./commands/verify.ts');
    return show(verify(options));
  });
program
  .command('dead-letters')
  .description('messages that failed every time and wait for a person')
  .option('--redrive [queue]', 'send them back to their queue, or to this one only')
  .action(async (options) => {
    const { deadLetters } = await import('./commands/dead-letters.ts');
    return show(deadLetters(options));
  });
const events = program
  .command('events')
  .description("take the events off an ERP's queue and print them, as its consumer would")
  .option('--erp <name>', 'whose queue, where there are several ERPs')
  .option('--follow', 'go on until stopped')
  .action(async (options) => {
    const { events } = await import('./commands/events.ts');
    return events({ ...options, json: program.opts().json });
  });
events
  .command('replay')
  .description('send to an ERP again what it was told on some days, with the ids it had')
  .option('--erp <name>', 'to which, where there are several ERPs')
  .requiredOption('--from <YYYY-MM-DD>', 'the first day (UTC)')
  .option('--to <YYYY-MM-DD>', 'the last day; the first one alone by default')
  .option('--company <id>', 'only of this company')
  .option('--type <type...>', 'only of these types')
  .option('--rate <events>', 'events a second, at most; 100 by default')
  .action(async (_options, command: Command) => {
    const { replayEvents } = await import('./commands/replay-events.ts');
    return show(replayEvents(command.optsWithGlobals()));
  });

// Whoever reads us may stop reading (head, less): that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof CommandFailed) {
    const { sentences } = await import('./view.ts');
    if (program.opts().json)
      process.stdout.write(`${JSON.stringify({ problems: error.problems }, null, 2)}\n`);
    process.stderr.write(`${sentences(error.problems)}\n`);
    process.exitCode = 1;
  } else {
    process.stderr.write(`error: ${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
