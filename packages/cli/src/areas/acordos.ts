import type { Command } from 'commander';
import type { Show } from '../show.ts';

/** Agrees with customers on how they pay. */
export function acordosArea(program: Command, show: Show): void {
  program.commandsGroup('Acordos and promises:');
  program
    .command('agree <file...>')
    .description('replace receivables by an acordo: a down payment and instalments (YAML or NDJSON)')
    .option('--company <id>', 'the company of acordos that name none')
    .option('--reason <text>', 'of those that say none')
    .action(async (given, options) => {
      const { agree } = await import('../commands/agree.ts');
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
      const { breakAcordo, breakLate } = await import('../commands/agree.ts');
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
      const { acordos } = await import('../commands/acordos.ts');
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
      const { promise } = await import('../commands/promises.ts');
      return show(promise(account, options));
    });
  program
    .command('promises')
    .description('promises to pay as they stand: open, kept, partial, broken or cancelled')
    .option('--account <id>', 'of this account')
    .option('--state <state>', 'only those that stand so')
    .option('--company <id>')
    .action(async (options) => {
      const { promises } = await import('../commands/promises.ts');
      return show(promises(options));
    });
}
