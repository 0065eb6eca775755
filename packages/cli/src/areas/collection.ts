import type { Command } from 'commander';
import type { Show } from '../show.ts';

/** Opens collection cases, takes up what is done for them, and shows them. */
export function collectionArea(program: Command, show: Show): void {
  program.commandsGroup('Collection:');
  program
    .command('orders <file...>')
    .description('take up service orders and collection actions from NDJSON or CSV')
    .option('--contract <id>')
    .action(async (given, options) => {
      const { orders } = await import('../commands/orders.ts');
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
      const { notice } = await import('../commands/notice.ts');
      return show(notice(file, options));
    });
  program
    .command('case <account>')
    .description(
      "an account's collection cases as timelines: planned, done, late, window, payment, verdict and why",
    )
    .option('--contract <id>')
    .action(async (account, options) => {
      const { showCase } = await import('../commands/case.ts');
      return show(showCase(account, options));
    });
}
