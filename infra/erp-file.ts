import { readFileSync } from 'node:fs';
import { formatProblem } from '@baixa/core';
import { type Erp, ONE_ERP } from '@baixa/profile';
import { readErpsYaml } from '@baixa/profile/yaml';

/** The ERPs that a YAML file declares (`cdk … -c erps=FILE`); without a file there is one, which is told everything. */
export function declaredErps(file: string | undefined, loopback: boolean): Erp[] {
  if (file === undefined) return [ONE_ERP];
  const { erps, problems } = readErpsYaml(readFileSync(file, 'utf-8'), file, { loopback });
  if (erps === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  return erps;
}
