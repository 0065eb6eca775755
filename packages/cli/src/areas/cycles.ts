import { type Command, Option } from 'commander';
import type { Show } from '../show.ts';

/** Closes measurement cycles, defends their figures, looks ahead, and tells key indicators. */
export function cyclesArea(program: Command, show: Show): void {
  program.commandsGroup('Measurement cycles and key indicators:');
  program
    .command('close')
    .description('run the nightly close as of a day')
    .requiredOption('--on <YYYY-MM-DD>', 'close what has ended before this day')
    .action(async (options) => {
      const { close } = await import('../commands/collect.ts');
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
        const { cycles } = await import('../commands/collect.ts');
        return show(cycles(contract, options, cycle));
      }
      if (cycle === undefined) command.error('error: say which cycle: baixa cycles CONTRACT N --explain');
      const { explain } = await import('../commands/explain.ts');
      return show(explain(contract, cycle, options));
    });
  program
    .command('report <contract> <cycle>')
    .description('the measurement report (boletim de medição) of a closed cycle, in Portuguese')
    .option('--pdf <file>', 'to be signed')
    .option('--xlsx <file>', 'with every account and order')
    .option('--csv <file>', 'the same figures, a line each')
    .action(async (contract, cycle, options) => {
      const { report } = await import('../commands/report.ts');
      return show(report(contract, cycle, options));
    });
  program
    .command('rebuild <contract> <cycle>')
    .description('make a closed cycle again from the ledger, and compare it byte for byte')
    .option('--facts', 'hold what it counts against actions, orders and payments too: reads all of them')
    .action(async (contract, cycle, options) => {
      const { rebuild } = await import('../commands/rebuild.ts');
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
      const { simulate } = await import('../commands/simulate.ts');
      return show(simulate(contract, options));
    });
  program
    .command('forecast [contract]')
    .description('the open cycle so far, what is open in the window by day, best and worst case')
    .action(async (contract) => {
      const { forecast } = await import('../commands/forecast.ts');
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
    .option(
      '--compare <YYYY-MM-DD>',
      'beside how they stood on an earlier day, and the money the change frees',
    )
    .option('--since <YYYY-MM-DD>', 'of each day from this one on')
    .option('--csv', 'a row a company, day and part; centavos')
    .action(async (options) => {
      const { kpis } = await import('../commands/kpis.ts');
      return show(kpis(options));
    });
}
