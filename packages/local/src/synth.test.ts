import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { synthesize } from './synth.ts';

const ROOT = fileURLToPath(new URL('./fixtures', import.meta.url));

test('the one stack of infra/app.ts is read, bundled by nobody', async () => {
  const { name, template } = await synthesize(ROOT);
  expect(name).toBe('baixa-test');
  expect(template.Outputs?.Context?.Value).toBe('{"aws:cdk:bundling-stacks":[]}');
});

test('context is handed on, as cdk -c would', async () => {
  const { template } = await synthesize(ROOT, { erps: '/erps.yaml' });
  expect(JSON.parse(String(template.Outputs?.Context?.Value))).toEqual({
    'aws:cdk:bundling-stacks': [],
    erps: '/erps.yaml',
  });
});

test('a synthesis that fails says why', async () => {
  await expect(synthesize(`${ROOT}/infra`)).rejects.toThrow(/Cannot find module/);
});
