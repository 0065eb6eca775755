import type { Command } from 'commander';
import type { Show } from '../show.ts';

/** Reads return files, brings them in, shows what became of them, and takes them back. */
export function filesArea(program: Command, show: Show): void {
  program.commandsGroup('Files:');
  program
    .command('read <file...>')
    .description('read return files of any format; needs no cloud')
    .option('--json', 'an object a file: file, totals, problems, entries')
    .option('--ndjson', 'a line an entry; problems on standard error')
    .option('--csv', 'a row an entry; problems on standard error')
    .addHelpText('after', '\nA file may be a folder, a .gz or .zip, or - for standard input.')
    .action(async (files, _options, command: Command) => {
      const { misuseOfRead, read } = await import('../commands/read.ts');
      const output = command.optsWithGlobals();
      const misuse = misuseOfRead(files, output);
      if (misuse !== undefined) command.error(`error: ${misuse}`);
      if (!(await read(files, output))) process.exitCode = 1;
    });
  program
    .command('drop <file...>')
    .description('put return files in the inbox')
    .option('--wait', 'wait until every entry has its outcome')
    .option('--agreement <id>', 'the agreement of a file that does not name its own (API Pix without a key)')
    .action(async (given, options) => {
      const { drop } = await import('../commands/drop.ts');
      return show(drop(given, options));
    });
  program
    .command('files [id]')
    .description('the files, or one file with the outcome of each entry')
    .action(async (id) => {
      const { files } = await import('../commands/show.ts');
      return show(files(id));
    });
  program
    .command('undo <file>')
    .description('take back everything that a file did, as new entries: a wrong upload')
    .requiredOption('--reason <text>', 'why, for whoever asks later')
    .action(async (id, options) => {
      const { undo } = await import('../commands/steps.ts');
      return show(undo(id, options));
    });
  program
    .command('replay <file>')
    .description(
      'settle the entries of a file again that do not count: it was undone, or another file told them first',
    )
    .option('--reason <text>', 'why, for whoever asks later')
    .action(async (id, options) => {
      const { replay } = await import('../commands/steps.ts');
      return show(replay(id, options));
    });
}
