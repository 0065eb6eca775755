import { eachMessage } from '@baixa/runtime';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { apiRequest, CONTEXT, sqsEvent } from '../test-support/events.ts';
import { capturedLogs, PERSON, personIn } from '../test-support/logs.ts';
import { create } from './handler.ts';

test('a path that is no URL encoding is a bad request', async () => {
  const { statusCode } = await create({} as never)(apiRequest('GET', '/files/50%'), CONTEXT);
  expect(statusCode).toBe(400);
});

test('a limit that is too large is told by its name', async () => {
  const { body } = await create({ files: {} } as never)(
    apiRequest('GET', '/files', { query: { limit: '500' } }),
    CONTEXT,
  );
  expect(JSON.parse(body ?? '').problems[0].where.path).toBe('limit');
});

for (const body of [
  `{"name": ${PERSON.name}}`,
  `{"a":"b" "${PERSON.taxId}"}`,
  `"${PERSON.formatted}`,
  `${PERSON.taxId}x`,
])
  test(`no person of a message that is no JSON is in the log: ${body}`, async () => {
    const logs = capturedLogs();
    await eachMessage(z.object({}), async () => {})(sqsEvent(body), CONTEXT);
    vi.restoreAllMocks();
    expect(personIn(logs.text())).toEqual([]);
  });
