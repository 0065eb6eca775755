import { type Command, Option } from 'commander';
import type { Show } from '../show.ts';

/** Registers what is owed, shows it, and says what becomes of money that waits. */
export function moneyArea(program: Command, show: Show): void {
  program.commandsGroup('Receivables and exceptions:');
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
      new Option(
        '--account-from <number>',
        'which is the account: otherwise companyUse, or seuNumero',
      ).choices(['companyUse', 'seuNumero', 'taxId']),
    )
    .action(async (given, options) => {
      const { register } = await import('../commands/register.ts');
      return show(register(given, options));
    });
  program
    .command('receivable <id>')
    .description('a receivable, or a collective charge, and everything that happened to it')
    .option('--company <id>')
    .action(async (id, options) => {
      const { receivable } = await import('../commands/receivable.ts');
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
      const { exceptions } = await import('../commands/exceptions.ts');
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
      const { resolve } = await import('../commands/resolve.ts');
      return show(resolve(id, options));
    });
  const rules = program
    .command('rules [agreement]')
    .description('what people chose for money that waited, and Baixa learned')
    .action(async (agreement) => {
      const { rules } = await import('../commands/rules.ts');
      return show(rules(agreement));
    });
  rules
    .command('learn <exception>')
    .description('learn what a person chose for an exception, if no past outcome would change by it')
    .requiredOption('--reason <text>', 'why, for whoever asks later')
    .option('--company <id>')
    .action(async (id, options) => {
      const { learnRule } = await import('../commands/rules.ts');
      return show(learnRule(id, options));
    });
  rules
    .command('forget <rule>')
    .description('let a rule find no payment any more; what it settled stays')
    .requiredOption('--reason <text>', 'why, for whoever asks later')
    .action(async (id, options) => {
      const { forgetRule } = await import('../commands/rules.ts');
      return show(forgetRule(id, options));
    });
}
