export { type DynamoDb, startDynamoDb } from './dynamodb.ts';
export type { QueueDepth } from './fauxqs.ts';
export type { FunctionUsage, Invocation, OnLog } from './lambda-pool.ts';
export { type LocalCloud, type LocalCloudOptions, startLocalCloud } from './local-cloud.ts';
export type { Plan } from './plan.ts';
export { freePorts, type Ports } from './ports.ts';
export { LocalCloudError, planOf } from './read-plan.ts';
export { synthesize } from './synth.ts';
export type { Endpoints, Stack, Template } from './template.ts';
