import { expect, test } from 'vitest';
import { encodeKey, type NotificationRule, notificationsOf, type Upload } from './s3-notifications.ts';

const upload: Upload = {
  bucket: 'inbox',
  key: 'in/a b+ç.ret',
  how: 'Put',
  sizeBytes: 5,
  eTag: 'abc',
  at: new Date('2026-03-10T12:00:00.000Z'),
  sourceIp: '127.0.0.1',
  requestId: 'REQ-1',
};
const rule: NotificationRule = {
  id: 'rule',
  bucket: 'inbox',
  events: ['s3:ObjectCreated:*'],
  prefix: 'in/',
  suffix: '',
  queueArn: 'arn:q',
};

test('an upload is told as S3 tells it', () => {
  const [message] = notificationsOf(upload, [rule]);
  expect(message?.queueArn).toBe('arn:q');
  expect(JSON.parse(message?.body ?? '')).toEqual({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'sa-east-1',
        eventTime: '2026-03-10T12:00:00.000Z',
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId: 'AWS:LOCAL' },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': 'REQ-1', 'x-amz-id-2': 'local' },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'rule',
          bucket: { name: 'inbox', ownerIdentity: { principalId: 'LOCAL' }, arn: 'arn:aws:s3:::inbox' },
          object: {
            key: 'in/a+b%2B%C3%A7.ret',
            size: 5,
            eTag: 'abc',
            sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
          },
        },
      },
    ],
  });
});

test('only rules that the upload meets are told', () => {
  const other = (change: Partial<NotificationRule>) =>
    notificationsOf(upload, [{ ...rule, ...change }]).length;
  expect(other({ events: ['s3:ObjectCreated:Put'], suffix: '.ret' })).toBe(1);
  expect(other({ events: ['s3:ObjectCreated:Copy'] })).toBe(0);
  expect(other({ prefix: 'out/' })).toBe(0);
  expect(other({ suffix: '.rem' })).toBe(0);
  expect(other({ bucket: 'ledger' })).toBe(0);
});

test('sequencers rise, also within one millisecond', () => {
  const sequencers = Array.from({ length: 20 }, () => {
    const [message] = notificationsOf(upload, [rule]);
    return JSON.parse(message?.body ?? '').Records[0].s3.object.sequencer as string;
  });
  expect([...sequencers].sort()).toEqual(sequencers);
  expect(new Set(sequencers).size).toBe(20);
});

test('keys are encoded so that the usual decoding gives them back', () => {
  for (const key of ['a/b c', 'é&=?#%', "it's (1)!", 'plus+minus-', '名前'])
    expect(decodeURIComponent(encodeKey(key).replaceAll('+', ' '))).toBe(key);
});
