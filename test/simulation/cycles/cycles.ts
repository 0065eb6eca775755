import { seededRandom } from '@baixa/bank-simulator';
import { type Engines, newSite } from '../engines.ts';
import { drawWeather } from '../weather.ts';
import { cyclesFindings } from './check-cycles.ts';
import { type CyclesRun, playCycles } from './play.ts';
import { makeCyclesWorld } from './world.ts';

/**
 * Runs one seed of collection and closing: contracts, accounts, what becomes known and when, nights that are missed, fail
 * or close twice at once are all drawn from it.
 */
export async function stormOfCycles(
  engines: Engines,
  seed: number,
): Promise<{ findings: string[]; run: CyclesRun; closed: number; drawn: string }> {
  const random = seededRandom(seed);
  const world = makeCyclesWorld(random);
  const { weather, drawn } = drawWeather(random);
  const site = await newSite(engines);
  const { run, books, end } = await playCycles(site, world, weather);
  const findings = await cyclesFindings(site, world, run, books, end);
  const closed = [...books.committed.values()].flat().length;
  const contracts = world.contracts.map(({ contract }) =>
    typeof contract.profile === 'string' ? contract.profile : contract.profile.name,
  );
  return {
    findings,
    run,
    closed,
    drawn: `${contracts.join(' and ')}, ${closed} cycles in ${run.nights} nights, ${run.failedNights} failed, ${drawn}`,
  };
}
