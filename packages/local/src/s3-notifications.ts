import { REGION } from './template.ts';

/** Which uploads to a bucket are told to which queue. */
export interface NotificationRule {
  id: string;
  bucket: string;
  /** `s3:ObjectCreated:*` or one of its members. */
  events: string[];
  prefix: string;
  suffix: string;
  queueArn: string;
}

/** An upload that S3 has accepted. */
export interface Upload {
  bucket: string;
  /** As the client named it, not encoded. */
  key: string;
  /** How it was made: `Put`, `Copy`, `CompleteMultipartUpload`. */
  how: string;
  sizeBytes: number;
  /** Without quotes. */
  eTag: string;
  at: Date;
  sourceIp: string;
  requestId: string;
}

/** Lists the messages an upload gives rise to: for each rule that it meets, an S3 event notification as AWS writes it. */
export function notificationsOf(
  upload: Upload,
  rules: readonly NotificationRule[],
): { queueArn: string; body: string }[] {
  return rules
    .filter((rule) => meets(upload, rule))
    .map((rule) => ({
      queueArn: rule.queueArn,
      body: JSON.stringify({ Records: [recordOf(upload, rule)] }),
    }));
}

function meets({ bucket, key, how }: Upload, rule: NotificationRule): boolean {
  const told = rule.events.some(
    (event) => event === 's3:ObjectCreated:*' || event === `s3:ObjectCreated:${how}`,
  );
  return told && bucket === rule.bucket && key.startsWith(rule.prefix) && key.endsWith(rule.suffix);
}

/** Source: Amazon S3 User Guide, "Event message structure", version 2.1. */
function recordOf(upload: Upload, rule: NotificationRule): object {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: REGION,
    eventTime: upload.at.toISOString(),
    eventName: `ObjectCreated:${upload.how}`,
    userIdentity: { principalId: 'AWS:LOCAL' },
    requestParameters: { sourceIPAddress: upload.sourceIp },
    responseElements: { 'x-amz-request-id': upload.requestId, 'x-amz-id-2': 'local' },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: rule.id,
      bucket: {
        name: upload.bucket,
        ownerIdentity: { principalId: 'LOCAL' },
        arn: `arn:aws:s3:::${upload.bucket}`,
      },
      object: {
        key: encodeKey(upload.key),
        size: upload.sizeBytes,
        eTag: upload.eTag,
        sequencer: sequencer(upload.at),
      },
    },
  };
}

/** Encodes a key as notifications do: percent signs, `+` for a blank, slashes as they are. */
export function encodeKey(key: string): string {
  return new URLSearchParams({ key }).toString().slice('key='.length).replaceAll('%2F', '/');
}

let lastTick = 0;

/** Hexadecimal digits that rise with every event, so that two events of one key can be put in order. */
function sequencer(at: Date): string {
  lastTick = Math.max(lastTick + 1, at.getTime() * 1000);
  return lastTick.toString(16).toUpperCase().padStart(18, '0');
}
