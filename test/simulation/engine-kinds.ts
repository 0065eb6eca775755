import type { Engines } from './engines.ts';
import { startLocalEngines } from './local-engines.ts';
import { startMemoryEngines } from './memory/engines.ts';

/** The engines that a run may have, by name: in memory, some fifty times as fast, or those of the local cloud. */
export const ENGINES: Readonly<Record<string, () => Promise<Engines>>> = {
  memory: startMemoryEngines,
  local: startLocalEngines,
};
