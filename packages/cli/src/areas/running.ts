import type { Command } from 'commander';
import type { Show } from '../show.ts';

/** Starts Baixa, tells it of companies and ERPs, and looks after what it keeps. */
export function runningArea(program: Command, show: Show): void {
  program.commandsGroup('Running Baixa:');
  program
    .command('up')
    .description('run the local cloud until stopped')
    .option('--data <dir>', 'keep receivables, files and queues in this folder')
    .option(
      '--erps <file>',
      'the ERPs that are told of events (YAML); one that is told everything by default',
    )
    .action(async (options) => {
      const { up } = await import('../commands/up.ts');
      return up({ ...options, json: program.opts().json });
    });
  program
    .command('apply <profile.yaml>')
    .description('tell Baixa of companies, agreements and contracts')
    .action(async (file) => {
      const { apply } = await import('../commands/apply.ts');
      return show(apply(file));
    });
  const erps = program
    .command('erps')
    .description('who is told of which events, and where they go')
    .action(async () => {
      const { erps } = await import('../commands/erps.ts');
      return show(erps());
    });
  erps
    .command('key <erp>')
    .description(
      "the key that signs an ERP's webhooks; for some days after a rotation, also the one before it",
    )
    .option('--rotate', 'make a new key first')
    .action(async (name, options) => {
      const { webhookKey } = await import('../commands/erps.ts');
      return show(webhookKey(name, options));
    });
  const events = program
    .command('events')
    .description("take the events off an ERP's queue and print them, as its consumer would")
    .option('--erp <name>', 'whose queue, where there are several ERPs')
    .option('--follow', 'go on until stopped')
    .action(async (options) => {
      const { events } = await import('../commands/events.ts');
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
      const { replayEvents } = await import('../commands/replay-events.ts');
      return show(replayEvents(command.optsWithGlobals()));
    });
  program
    .command('verify')
    .description('prove that nothing in the ledger was changed, and add up every figure again')
    .option('--agreement <id>', 'only the chain of this agreement')
    .option('--head <sha256>', 'a link that was noted before must be in it')
    .option('--bucket-only', 'prove the bucket alone, without the tables')
    .action(async (options) => {
      const { verify } = await import('../commands/verify.ts');
      return show(verify(options));
    });
  program
    .command('dead-letters')
    .description('messages that failed every time and wait for a person')
    .option('--redrive [queue]', 'send them back to their queue, or to this one only')
    .action(async (options) => {
      const { deadLetters } = await import('../commands/dead-letters.ts');
      return show(deadLetters(options));
    });
}
