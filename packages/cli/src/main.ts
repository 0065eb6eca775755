import { Command, CommanderError } from 'commander';
import { acordosArea } from './areas/acordos.ts';
import { collectionArea } from './areas/collection.ts';
import { cyclesArea } from './areas/cycles.ts';
import { filesArea } from './areas/files.ts';
import { moneyArea } from './areas/money.ts';
import { runningArea } from './areas/running.ts';
import { CommandFailed } from './failure.ts';
import { showFor } from './show.ts';

const program = new Command('baixa')
  .description('Turns bank return files into settled receivables, recoveries and closed measurement cycles.')
  .option('--json', 'print JSON for machines')
  .exitOverride()
  .showHelpAfterError('(baixa --help shows the commands)');

// An area says which commands it has. They are loaded when they are asked for: those that talk to the cloud bring its
// clients with them.
for (const area of [runningArea, filesArea, moneyArea, acordosArea, collectionArea, cyclesArea])
  area(program, showFor(program));

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
