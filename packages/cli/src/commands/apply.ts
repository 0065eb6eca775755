import { readFileSync } from 'node:fs';
import type { Problem } from '@baixa/core';
import { readProfileYaml } from '@baixa/profile/yaml';
import { type Api, apiOf, connect } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { mustBeFiles } from '../files-there.ts';
import type { View } from '../view.ts';

/** How many of what were applied, and what is to be known of it. */
export interface Applied {
  companies: number;
  agreements: number;
  contracts: number;
  problems?: Problem[];
}

/** Applies a profile that is at hand as a value. */
export function applyProfile(api: Api, profile: unknown): Promise<Applied> {
  return api.send('PUT', '/profile', profile);
}

/** `baixa apply PROFILE.yaml` */
export async function apply(file: string): Promise<View> {
  mustBeFiles([file]);
  const { value: profile, problems } = readProfileYaml(readFileSync(file, 'utf-8'), file);
  if (problems.length > 0) throw new CommandFailed(problems);
  const applied = await applyProfile(apiOf(connect()), profile);
  const { problems: told = [], ...counted } = applied;
  const counts = Object.entries(counted).map(([what, count]) => `${what}: ${count}`);
  return { data: applied, text: `Applied (${counts.join(', ')}).`, problems: told };
}
